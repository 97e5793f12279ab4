/* worker.h -- the processes that VMs live in: taken, signalled, ended.
 *
 * A *worker* is a process that the zygote (worker/control.h) has forked.  It has a VM of
 * one *kind*, its memory and its policy, and talks with the host through its lane.  It
 * begins as a VM of its kind that is new, or with an *image*: what a VM was, as bytes
 * that only workers read.
 *
 *     struct kind *kind = kind_of(64 << 20, policy, policy_size);
 *     struct worker *worker;
 *     if (worker_take(&worker, kind, NULL, message, sizeof message) == PKHOST_DONE) {
 *         lane_write(&worker->lane, MESSAGE_RUN, ...);
 *         ...
 *         worker_end(&worker);
 *     }
 *     kind_free(&kind);
 *
 * A worker is taken for one VM; it comes from a stock of those made ahead (stock.h) if
 * there is one.  Its owner sees to it that one thread at a time uses it and that nobody
 * does when it ends it; worker_signal(), worker_limit() and worker_look() may be called
 * at the same time as the lane is used.
 *
 * That a worker has ended shows in its lane: lane_has_ended().  A zygote that is killed
 * takes all its workers with it and can say nothing of that: so who waits calls
 * worker_look() whenever it has waited for some time (LANE_SIGNALED, LANE_TIMEOUT), which
 * finds that out and then makes lane_has_ended() true for all of them.
 *
 * After a fork of the host, the child's workers are others: worker_is_ours() is false
 * there for one that was taken before, whose lane must not be used any more; worker_end()
 * forgets it.
 */
#ifndef PKHOST_CLIENT_WORKER_H
#define PKHOST_CLIENT_WORKER_H

#include "channel/lane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* Memory and policy of a VM.  The same two have the same kind; counted. */
struct kind;
/* NULL: the host has no memory left. */
struct kind *kind_of(size_t memory, const char *policy, size_t policy_size);
struct kind *kind_share(struct kind *kind);
void kind_free(struct kind **kind); /* NULL: nothing */
size_t kind_memory(const struct kind *kind);

/* What a VM was: bytes that a worker made (MESSAGE_TAKE_IMAGE); see saved.h. */
struct saved;

struct zygote;

struct worker {
    uint64_t number; /* what the zygote calls it */
    struct lane lane;
    struct kind *kind;
    void *memory; /* the lane's, */
    size_t size;  /* and its bytes */
    struct zygote *zygote;
    struct worker *next, **link; /* all workers of the zygote */
    unsigned generation;         /* of the process: see worker_is_ours() */
};

/* Take a worker, which begins with `image`, or as new if that is NULL.
 *
 * Answers PKHOST_DONE; or PKHOST_NO_MEMORY or PKHOST_NO_THREAD, and the reason in
 * `message`: what is missing, and what helps.  `*worker` is NULL then.  Takes some
 * microseconds if there is one made ahead, else as long as a fork does; some
 * milliseconds for the first of its kind; the time to start the zygote if there is none. */
int worker_take(struct worker **worker, struct kind *kind, struct saved *image, char *message,
                size_t size);

/* Kill it and forget it.  Also one that has ended by itself; NULL: nothing. */
void worker_end(struct worker **worker);

/* Let it look at its wishes (enum lane_wish), whatever it is doing. */
void worker_signal(const struct worker *worker);

/* Set RLIMIT_CPU (seconds) or RLIMIT_AS (bytes) of its process.  It begins with
 * WORKER_CPU_TIME, and with kind_memory() twice and WORKER_RESERVE of address space: the
 * VM and an image of it, and what a run is given and leaves behind. */
void worker_limit(const struct worker *worker, unsigned resource, uint64_t value);
enum { WORKER_CPU_TIME = 60, WORKER_RESERVE = 256 << 20 };

/* Find out whether the zygote has died, and with it the worker.  A system call. */
void worker_look(const struct worker *worker);

/* False if it was taken before a fork, and this is the child. */
bool worker_is_ours(const struct worker *worker);

/* How it ended, for people, as "was killed by signal 9 (SIGKILL)"; for one for which
 * lane_has_ended() is true. */
void worker_describe_end(const struct worker *worker, char *text, size_t size);

#pragma GCC visibility pop

#endif
