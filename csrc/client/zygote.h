/* zygote.h -- the host's end of the zygote: its start, its socket, its death.
 *
 * There is one at a time, started when it is first needed.  One that has died, or does
 * not answer any more, is *dead* from then on: its workers are marked as ended, and the
 * next need starts another one.
 *
 * All of the client's state about processes, here and in worker.h, stock.h and saved.h,
 * is guarded by one lock, which is held for some microseconds only, but for the start of
 * a zygote, and for a send to one that does not read (for 20 s at most; then it is dead).  All
 * functions here are called with it held.  The order of locks is in vm.h.
 */
#ifndef PKHOST_CLIENT_ZYGOTE_H
#define PKHOST_CLIENT_ZYGOTE_H

#include "client/kind.h"
#include "channel/lane.h"
#include "channel/control.h"

#pragma GCC visibility push(hidden)

void client_lock(void);
void client_unlock(void);

struct zygote {
    int socket;
    bool dead;
    unsigned holders;
    /* Which process it is, by a number that no other has; an image is good for workers of
     * the process only that it was made in, which have the same addresses. */
    uint64_t process;
    /* Which socket to it: another one in the child of a fork. */
    uint64_t connection;
    struct greeting greeting;
};

/* The memory of a worker's lanes, for as long as this process has it. */
struct shared_memory {
    char *start;
    size_t size;
    struct zygote *zygote;
    struct shared_memory *next, **link;
};

/* The file of the worker.  Copied. */
void zygote_use(const char *worker);

/* The one that there is, or a new one; `expected` is what will be asked of that, or NULL.
 * NULL, and the reason in `message`, which says what is missing and what helps. */
struct zygote *zygote_get(const struct kind *expected, char *message, size_t size);
/* The same, if there is one. */
struct zygote *zygote_if_any(void);

void zygote_hold(struct zygote *zygote);
void zygote_drop(struct zygote *zygote);

/* Send a message, and a descriptor unless that is -1.  A dead one gets nothing.  False:
 * it was not sent, as it is dead, or (then errno says why) as the system refused. */
bool zygote_send(struct zygote *zygote, const void *message, size_t size, int descriptor);

/* Receive a message of this size, and a descriptor or -1, if there is one by now.  False:
 * there is none; a message of another size, or one without end, is death. */
bool zygote_receive(struct zygote *zygote, void *message, size_t size, int *descriptor);

/* Give the lock back, and wait until there may be a message, or another thread has
 * received some; for a second at most.  False: the time was over. */
bool zygote_wait(struct zygote *zygote);

/* Find out whether it is dead. */
void zygote_look(struct zygote *zygote);

/* It is dead from now on. */
void zygote_give_up(struct zygote *zygote);

/* Map what a worker of the zygote's shares, and unmap it.  Closes the descriptor.  False, and
 * errno: that cannot be had. */
bool zygote_map(struct zygote *zygote, struct shared_memory *memory, int descriptor, size_t size);
void zygote_unmap(struct shared_memory *memory);

/* A number that neither this process nor another one has used. */
uint64_t zygote_number(void);

/* A fork.  The first of these takes the lock, the second gives it back, and the third leaves
 * that to the caller.  `with_zygote`: the child gets a socket of its own to the zygote, if
 * there is one.  In the child, the parent's lanes are replaced by memory of the child's
 * own, in which the workers have ended. */
void zygote_before_fork(bool with_zygote);
void zygote_after_fork_in_parent(void);
void zygote_after_fork_in_child(void);

/* Forget the zygote: it ends with all its workers. */
void zygote_close(void);

#pragma GCC visibility pop

#endif
