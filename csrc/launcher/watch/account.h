/* account.h - what a run has used: for the supervisor, which adds to it, and report.c. */
#ifndef PKHOST_LAUNCHER_ACCOUNT_H
#define PKHOST_LAUNCHER_ACCOUNT_H

#include "base/run.h"
#include "watch/tree.h"

struct account {
    int clock_fd;            /* see clock.h, or -1 */
    int64_t own_time_before; /* clock_own() when that was opened */
    int init;                /* init's process id while it lives, since its time is not the
                                program's; else -1 */

    /* Of all processes that have been reaped; times in nanoseconds, memory in bytes. */
    int64_t user_time;
    int64_t system_time;
    int64_t context_switches;
    int64_t peak_process; /* the largest resident size of one process */

    /* By samples. */
    int64_t peak_tree; /* the largest sum of all processes */
    int64_t seen_user; /* what the tree had used in all by the last sample */
    int64_t seen_system;
    int64_t vanished; /* how much of that was of processes that left no record */
};

/* Begin, before anything is started: open the clock, where the configuration wants it.
 * Returns -1 with a failure noted. */
int account_begin(struct account *account, struct run *run);

/* Fill *sample with what the tree uses now, its times with what it has used in all.  Takes
 * no longer than until `deadline` (memory.h).  Leaves *sample as it is if /proc cannot be
 * read. */
void account_measure(struct account *account, const struct run *run, int64_t deadline,
                     struct sample *sample);

/* Add what a process has used that was reaped. */
void account_reaped(struct account *account, const struct sys_rusage *usage);

/* Add to *user_time the time that no other record tells of.  `known` is what the others
 * tell. */
void account_hidden(struct account *account, const struct run *run, int64_t known,
                    int64_t *user_time);

#endif
