/* worker.h -- the processes that VMs live in: signalled, limited, ended.
 *
 * A *worker* is a process that the zygote (channel/control.h) has forked.  It has a VM of
 * one *kind*, its memory, dialect and policy (kind.h), and talks with the host through its
 * lane.  It begins as a VM of its kind that is new, or with an *image*: what a VM was
 * (saved.h).  It is taken, for one VM, and ended with the functions of stock.h.
 *
 *     struct kind *kind = kind_of(64 << 20, PKHOST_DIALECT_POCKETPY, policy, policy_size);
 *     struct worker *worker;
 *     if (worker_take(&worker, kind, NULL, message, sizeof message) == PKHOST_DONE) {
 *         lane_write(&worker->lane, MESSAGE_RUN, ...);
 *         ...
 *         worker_end(&worker);
 *     }
 *     kind_free(&kind);
 *
 * Its owner sees to it that one thread at a time uses it, and that nobody does when it
 * ends it; worker_signal(), worker_limit() and worker_look() may be called while the
 * lane is in use.
 *
 * That a worker has ended shows in its lane: lane_has_ended().  A zygote that is killed
 * takes all its workers with it and can say nothing of that: so who waits calls
 * worker_look() whenever it has waited for some time (LANE_SIGNALED, LANE_TIMEOUT), which
 * finds that out and then makes lane_has_ended() true for all of them.
 *
 * In the child of a fork, a worker that was taken before is the parent's: worker_is_ours()
 * is false, and its lane is one that has ended, with which nothing of the parent's can
 * be reached.  worker_end() forgets it.
 */
#ifndef PKHOST_CLIENT_WORKER_H
#define PKHOST_CLIENT_WORKER_H

#include "channel/lane.h"
#include "client/kind.h"
#include "client/saved.h"
#include "client/zygote.h"

#pragma GCC visibility push(hidden)

struct group_process;

struct worker {
    uint64_t number; /* what the zygote calls it */
    struct lane lane;
    struct kind *kind;
    struct zygote *zygote;
    uint64_t connection; /* the zygote's when it was asked for */
    struct shared_memory memory;
    /* Of a VM in a group: the group's process, and which lane of it; the memory is that one's.
     * See group.h. */
    struct group_process *process;
    uint32_t seat;
    uint64_t addresses; /* bytes of address space that this one may use of it */

    bool looks; /* the host is to look for its answer for some time, before it sleeps */
    bool fresh; /* nobody has waited for it yet: see stock_tend() */

    bool killed; /* the zygote was told to */

    /* Until it is taken: */
    const void *owner; /* who has asked for it, */
    bool ahead;        /* when nobody needed it, */
    struct worker *next;
    struct made made; /* and how that went */
};

/* Let it look at its wishes (enum lane_wish), whatever it is doing. */
void worker_signal(const struct worker *worker);

/* Set a limit of its process: RLIMIT_AS, bytes of address space beside its VM; or LIMIT_CPU_MORE
 * (control.h), seconds of processor time from now on.  Its own engine keeps the limits of runs;
 * these two are for a process that was taken over.  It begins with:
 *
 *     WORKER_CPU_TIME, which its runs renew as they go on, so that one which is taken over
 *     late in its life has no more than that;
 *     WORKER_RESERVE and the size of its VM, for an image of that, and for what a run is
 *     given and leaves behind. */
void worker_limit(const struct worker *worker, unsigned resource, uint64_t value);
enum { WORKER_CPU_TIME = 60, WORKER_RESERVE = 256 << 20 };
/* RLIMIT_AS, before the worker is given what needs it: waits until the limit has changed, or
 * for some seconds.  The lane is the caller's meanwhile. */
void worker_limit_addresses(struct worker *worker, uint64_t value);

/* Find out whether the zygote has died, and with it the worker.  One system call. */
void worker_look(const struct worker *worker);

/* False if it was taken before a fork, and this is the child. */
bool worker_is_ours(const struct worker *worker);

/* How it ended, for people, as "was killed by signal 9 (SIGKILL)"; of one for which
 * lane_has_ended() is true. */
void worker_describe_end(const struct worker *worker, char *text, size_t size);

/* ------------------------------------------------- for stock.c, with the client's lock */

/* How many may be asked for and not there yet, in all: so many answers fit a socket, so
 * that neither side ever waits for the other one to read. */
enum { WORKERS_ASKED_MOST = 64 };

/* Ask for a worker.  False, and errno, if that is not possible, with EAGAIN if there are
 * too many already. */
bool worker_ask(struct zygote *zygote, struct kind *kind, struct saved *image, const void *owner,
                bool ahead);

/* The next one that is there, or for which it is known that it will not be: `made.error`
 * says that and why.  NULL: none.  Of a dead zygote, all that were asked for. */
struct worker *worker_arrived(struct zygote *zygote);

/* Kill its process, and nothing else. */
void worker_kill(const struct worker *worker);

/* Kill it and forget it.  Also one that has ended by itself.  Its lane stays mapped until
 * workers_tidy() or until the next one is discarded: to unmap it takes time, and has time. */
void worker_discard(struct worker *worker);
void workers_tidy(void);

/* It is about to be discarded: the next one that is asked for takes its place, and one message
 * does both. */
void worker_to_replace(struct worker *worker);

/* How many there are, with those that are asked for. */
unsigned workers_count(void);

/* In the child: none was asked for, and none is there. */
void workers_after_fork_in_child(void);

#pragma GCC visibility pop

#endif
