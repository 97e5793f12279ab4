/* supervisor.h - what the supervisor's files share: main.c starts it, supervisor.c
 * watches and ends the run, account.c adds up what was used, report.c tells the host. */
#ifndef PKHOST_SUPERVISOR_H
#define PKHOST_SUPERVISOR_H

#include "base/run.h"

#define MILLISECOND 1000000

struct supervisor {
    struct run *run;
    int child;               /* init or the program */
    int is_program;          /* which */
    int host_fd;             /* pidfd of the host, or -1 */
    int signal_fd;           /* SIGCHLD */
    int clock_fd;            /* see clock.c, or -1 */
    int64_t own_time_before; /* own_time() when that was opened */
    int processors;

    int64_t started;
    int64_t deadline; /* when the wall time is up */
    int64_t ended;    /* when the program was seen to have ended, or 0 */
    int64_t next_look;
    int child_gone;  /* `child` has been reaped */
    int64_t killing; /* how long it took the last time */
    int more_ended;  /* some may not have been reaped, and no signal will tell */
    int ignore_host; /* what it has to say was heard */
    enum reason reason;

    /* Of all that has been reaped. */
    int64_t user_time;
    int64_t system_time;
    int64_t context_switches;
    int64_t peak_process;
    int64_t peak_tree;

    /* By the last look: what the tree had used in all, and how much of that was
     * of processes that vanished without anybody being told (see measure). */
    int64_t seen_user;
    int64_t seen_system;
    int64_t vanished;
};

static inline int64_t clock_now(void) { return sys_clock(1 /* CLOCK_MONOTONIC */); }

/* What the supervisor has used of a processor: a look that had to wait for one
 * cost no more than another. */
static inline int64_t own_time(void) { return sys_clock(2 /* CLOCK_PROCESS_CPUTIME_ID */); }

/* account.c: fill *sample with what the tree uses now, and note the time that it has
 * used in all.  Without an answer of the kernel's *sample stays as it is. */
void account_measure(struct supervisor *this, struct sample *sample);

/* account.c: add what a process has used that was reaped. */
void account_reaped(struct supervisor *this, const struct sys_rusage *usage);

/* account.c: add to *user_time, and note, the time that no other record tells of (see
 * clock.c).  `known` is what the others tell. */
void account_hidden(struct supervisor *this, int64_t known, int64_t *user_time);

/* supervisor.c: watch until the program has ended or has to, and end everything. */
void supervise(struct supervisor *this);

/* report.c: send the host the report; the control group goes. */
void report(struct supervisor *this, int control);

#endif
