/* process.h -- the process of one isolated VM: which worker it is, and what the VM is there.
 *
 * A VM goes through many workers: a crash, renew() and a fork of the host give it another
 * one.  What it is when new goes with it: its kind, or the image that
 * pkhost_isolated_rebase() took.
 *
 * Every function here is called with the VM's lock held and no run under way, but
 * for process_lose(), by whose call one under way ends.  They talk with the worker as
 * long as they need, so they are given an end: one that is silent beyond it is killed.
 * Their int answers are of enum pkhost_answer; what the worker's end was, if it has ended
 * or was killed meanwhile, is in `end`.
 */
#ifndef PKHOST_CLIENT_PROCESS_H
#define PKHOST_CLIENT_PROCESS_H

#include "channel/messages.h"
#include "client/group.h"
#include "client/stock.h"

#pragma GCC visibility push(hidden)

enum { PROCESS_MESSAGE = 600 }; /* bytes of a message for people */

struct process {
    struct kind *kind;
    struct group *group;   /* NULL: it has a process of its own, */
    uint32_t seat;         /* or a seat in the group's */
    struct worker *worker; /* NULL: the next use takes one */
    struct saved *base;    /* what the VM is when new; NULL: as its kind */
    struct saved *carried; /* what it is now, after a fork, or before one; NULL: new */
    bool asked;            /* before a fork: for `carried`, which is still to be read */
    /* Since it was last new, a run has begun, or a snapshot was put back: set by who does. */
    bool used;
    uint64_t restores_before;  /* in earlier workers, */
    uint64_t restores;         /* and in this one */
    char why[PROCESS_MESSAGE]; /* process_get() has failed */
    char end[PROCESS_MESSAGE]; /* how the last worker ended, for people */
};

/* Take a worker of this kind; `group`: NULL, or the name of a group.  Else the reason is in
 * `why`. */
int process_open(struct process *process, size_t memory, int32_t dialect, const char *policy,
                 size_t policy_size, const char *group);
void process_close(struct process *process); /* and kill it */

/* See to it that there is a worker, and that the VM is in it what it was.  To be called
 * before each use of process->worker.  Answers PKHOST_DONE; PKHOST_NO_MEMORY or
 * PKHOST_NO_THREAD if no worker can be had now, and PKHOST_LOST if what the VM is was lost with
 * its zygote; then the reason is in `why`.  A worker that has ended while nothing was asked
 * of it is found out by its use only. */
int process_get(struct process *process);

/* worker_look(), worker_signal() and worker_limit() for its worker, of which it has one.  To
 * be called while a run is under way, too. */
void process_look(const struct process *process);
void process_signal(const struct process *process);
void process_limit(const struct process *process, unsigned resource, uint64_t value);

/* Before a run begins that needs it: let the worker's process use so many bytes of address
 * space beside its VM, which it can when this returns. */
void process_give_addresses(struct process *process, uint64_t bytes);

/* The worker has ended, or is to be killed: `why` says why in that case, as "it wrote what
 * cannot be"; NULL: it has ended by itself.  The VM is new at the next process_get(). */
void process_lose(struct process *process, const char *why);

/* Ask the worker something between runs (messages.h).  Answers what the worker answered
 * (PKHOST_DONE, PKHOST_NO_MEMORY), with `answer` in place of the `*size` bytes that there
 * is room for, and its size; or PKHOST_LOST: the worker was lost, as it has ended, is silent,
 * or writes nonsense, such as a longer answer. */
int process_ask(struct process *process, uint32_t type, int32_t detail,
                const struct lane_piece *pieces, size_t count, void *answer, size_t *size);

/* These may lose the worker too: it does not matter to the first two, which answer
 * PKHOST_LOST only if what the VM is when new is lost, with its zygote. */
int process_renew(struct process *process); /* the next use takes a new worker */
int process_reset(struct process *process); /* without a worker, it does the same */
int process_rebase(struct process *process);
int process_take(struct process *process, struct saved **saved); /* a snapshot, and back */
int process_put(struct process *process, const struct saved *saved);
uint64_t process_restores(const struct process *process);

/* Around a fork, for VMs that run nothing: take along what they are.  All workers are asked
 * first, and answer at the same time: one that does not, is not waited for after `by`, which
 * is the same for all, so that a fork takes no longer for many of them.  What cannot be saved
 * is lost in the parent too. */
int64_t process_expect_fork(void); /* `by`: CLOCK_MONOTONIC, ns */
void process_ask_before_fork(struct process *process, int64_t by);
void process_before_fork(struct process *process, int64_t by);
void process_after_fork_in_parent(struct process *process);
/* In the child, for every VM.  One whose run went on in the parent is new. */
void process_after_fork_in_child(struct process *process);

#pragma GCC visibility pop

#endif
