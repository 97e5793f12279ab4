/* lock_in.h -- how the processes of isolated VMs shut themselves in: for S, the zygote's
 * two threads, and the workers.
 *
 * Nothing of it can be taken back, and each step can be needed by none that comes later:
 *
 *   1. S, the first process, before it forks the zygote:       namespaces_begin()
 *      The process namespace, in a user namespace where need be.
 *      The zygote's thread A:                                   namespaces_finish()
 *      New namespaces of the other kinds; nothing is in the file system any more, so
 *      whatever needs a file has to be done before: tzset(), stack_find() of the main
 *      thread, the engine's library.  Thread B, which has been at work meanwhile, as they
 *      take most of a millisecond:                              namespaces_join()
 *   2. The thread that forks ("forker"), once, before its first fork: lock_in()
 *      Only this thread: another user, no capabilities, no new privileges, Landlock,
 *      the filter of system calls.  All that it forks has the same from its first
 *      instruction on, at no cost.  A group, which thread A forks, calls it for
 *      itself, before it makes its first thread.
 *   3. Each worker, right after the fork:                        lock_in_worker()
 *      Closes every descriptor, and dies with the zygote.
 *   4. The zygote's thread A, from outside, before the worker sees a message of the
 *      host's:                                                   lock_in_limits()
 *      The kernel's limits on the worker's process, which the worker cannot change:
 *      the filter has no call for that, but for one.
 *      Meanwhile the worker, when it has its timers:             lock_in_timers()
 *
 * The filter is a list of what may be called, with what (allow_list.c).  Anything else
 * ends the whole process by SIGSYS: there is no such call in an engine that has not
 * been taken over.
 *
 * Every function makes system calls only, each for the calling thread alone (the C
 * library's setuid() and its kin would change all threads), and returns 0 or a negated
 * errno.
 */
#ifndef PKHOST_WORKER_LOCK_IN_H
#define PKHOST_WORKER_LOCK_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/control.h"

#pragma GCC visibility push(hidden)

/* What is on, and why the rest is not: as struct greeting has it. */
struct locked_in {
    uint32_t on;                        /* bits: 1 << enum worker_protection */
    int32_t errors[WORKER_PROTECTIONS]; /* errno of those that are not on; 0: not tried yet */
    uint32_t user;                      /* an unused user's id, if S began as root; else 0 */
    bool still_root; /* S, and who was locked in: its user is 0.  For good, in a container that
                      * has taken the right to be another user */
    bool unbound;    /* who was locked in: the kernel's limit on processes does not bind it */
};

/* The one descriptor that stays open: none; the standard error, for the report of a
 * sanitizer, in a build that has one (scripts/sanitize). */
#if defined(__SANITIZE_ADDRESS__)
enum { LOCK_IN_KEPT = 2 };
#else
enum { LOCK_IN_KEPT = -1 };
#endif

/* What the calling thread is going to do. */
enum lock_in_kind {
    LOCK_IN_FORKER, /* fork processes of one thread, which run scripts: no threads */
    LOCK_IN_GROUP,  /* run scripts in threads: no forks */
};

/* S: fill in `state`, and have a process namespace for the next fork on; and a user namespace
 * if that needs one.  Only for a process of one thread.
 * What is not to be had of namespaces is in state->errors, and no failure. */
void namespaces_begin(struct locked_in *state);

/* The calling thread: enter the others: mount with an empty read-only root, ipc, uts,
 * network. */
void namespaces_finish(struct locked_in *state);

/* Both, for a process of one thread. */
void namespaces_enter(struct locked_in *state);

/* The calling thread: be the unused user, if S was root to the end.  What follows for the
 * thread alone is not in `state`, which others may have copies of. */
int lock_in_user(const struct locked_in *state);

/* The calling thread: join those that namespaces_finish() has entered in another thread,
 * which is the one that `of`, a pidfd, is of.  A thread that does so has the other one's
 * view of files no longer (fs of clone(2)).  -EINVAL: the kernel, before 5.8, cannot. */
int namespaces_join(const struct locked_in *state, int of);

/* Lock the calling thread in, and all that it forks or starts.  Answers the errno of a
 * protection without which there is no isolation, negated: no_new_privs, unprivileged or
 * seccomp; state->errors says which.
 *
 * Root outside of a user namespace is not bound by RLIMIT_NPROC, whatever its user's number is
 * inside (a container that was started by root with another number).  Only a trial shows that:
 * then `unbound` is set, lock_in_worker() installs a filter against forks, where that of
 * lock_in() allows some, and the user is told as what it is. */
int lock_in(struct locked_in *state, enum lock_in_kind kind);

/* A worker: close all descriptors, and have the kernel end this process when the thread
 * that forked it ends.  `state` is what lock_in() has left; a group calls this before
 * lock_in(), whose filter for groups has no such calls.  `zygote` is the process id of the
 * zygote as the zygote sees it; -ESRCH if that is not the parent any more. */
int lock_in_worker(const struct locked_in *state, int zygote, enum lock_in_kind kind);

/* A worker of one thread, when it has made its timers: it can make no more.  They are counted
 * for the user, who is that of all workers and may be the host's: one that took them all
 * would keep others from beginning.  A group makes some with each of its threads, and has
 * lock_in_limits() alone. */
int lock_in_timers(void);

/* The kernel's limits on a worker. */
struct lock_in_limits {
    uint64_t address_space; /* bytes; UINT64_MAX: none.  To know before: what the zygote's
                             * own maps take up is in it */
    uint64_t cpu_time;      /* seconds of processor time in all, then SIGKILL; 0: none */
    uint64_t threads;       /* 0: it can start none.  A group: see below */
};

/* Set them on a worker, by its process id.  Besides those: no descriptors, no files, no
 * core, no locked memory; and for a group, at most half of the timers of the user.  Who sets
 * them is of the worker's user: to be root is not enough in most containers.
 *
 * address_space is the soft limit, and can be raised again and lowered at any time.
 * cpu_time can be lowered only: to raise a hard limit takes a right that even root has not
 * in most containers (-EPERM), and a soft one is a signal that a worker may block.  For a
 * worker that is to have more later on, leave it at 0, read its clock (lock_in_cpu_time()),
 * and kill it.
 * The kernel counts `threads` for the user in the zygote's namespace, with those of all
 * other workers and of the zygote. */
int lock_in_limits(int worker, const struct lock_in_limits *limits);

/* Change one of them: RLIMIT_AS (bytes in all) or RLIMIT_CPU (seconds). */
int lock_in_limit(int worker, uint32_t resource, uint64_t value);

/* Nanoseconds of processor time that a worker has used, or a negated errno. */
int64_t lock_in_cpu_time(int worker);

#pragma GCC visibility pop

#endif
