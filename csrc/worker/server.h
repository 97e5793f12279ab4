/* server.h -- one VM and the worker's side of its lane: what the files of serve.h share. */
#ifndef PKHOST_WORKER_SERVER_H
#define PKHOST_WORKER_SERVER_H

#include "base/vm.h"
#include "channel/lane.h"
#include "channel/messages.h"

#pragma GCC visibility push(hidden)

struct server {
    struct lane lane;
    pkhost_vm *vm;
    _Atomic uint64_t run; /* the number of the run that is under way; 0: none is */
    bool reset_after;     /* that run's */
    atomic_bool pausable; /* it goes on, for the host too, so a wish for a pause is meant for
                               * now; otherwise it is for after MESSAGE_GO_ON */
    text texts;           /* of the message that is being read */
    bool in_group;        /* the process has other VMs too: group.h */
    uint64_t place;       /* of the region of a VM in a group: region_choose_place() */
};

/* How a worker ends by itself: the status of its exit. */
enum server_exit {
    SERVER_ENDED = 0,     /* it was told to */
    SERVER_NOT_READY = 3, /* the thread could not be prepared: no memory, or no timers */
    SERVER_NONSENSE = 4,  /* the host said what cannot be */
};

enum {
    /* How long to look for the host's next message, in ns, before sleeping: after a run,
     * and while a function of the host's runs, most of which take less. */
    SERVER_LOOK = 40000,
};

/* Whose messages this thread serves, or NULL.  In the initial-exec model, since a signal
 * handler reads it. */
extern _Thread_local struct server *server_here __attribute__((tls_model("initial-exec")));

/* Around whatever a server does on this thread. */
void server_enter(struct server *s);
void server_leave(void);

/* The answer of a function of the lane's that cannot be answered for: what it says other
 * than LANE_DONE ends the process. */
void server_expect(int answer);

/* Read all of a message's payload into s->texts; false: there is no memory for it, and it
 * was skipped. */
bool server_read_texts(struct server *s, size_t size);

/* Write an ANSWER. */
void server_answer(struct server *s, int code, const struct lane_piece *pieces, size_t count);

#pragma GCC visibility pop

#endif
