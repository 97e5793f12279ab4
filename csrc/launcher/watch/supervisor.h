/* supervisor.h - the supervisor at work: main.c fills this in and calls supervise(); then
 * report.c reads it. */
#ifndef PKHOST_LAUNCHER_SUPERVISOR_H
#define PKHOST_LAUNCHER_SUPERVISOR_H

#include "base/run.h"
#include "watch/account.h"

/* Times are of CLOCK_MONOTONIC, in nanoseconds. */
struct supervisor {
    /* Set by main.c. */
    struct run *run;
    int child;       /* init or the program */
    bool is_program; /* which */
    int host_fd;     /* pidfd of the host, or -1 */
    int signal_fd;   /* SIGCHLD */
    int64_t started;

    /* What has been used.  main.c begins it. */
    struct account account;

    /* What came of it. */
    int64_t ended;      /* when the program was seen to have ended, or 0 */
    enum reason reason; /* why it was killed */

    /* supervisor.c's own. */
    int processors;
    int64_t deadline;  /* when the wall time is up */
    int64_t next_look; /* when to compare what is used with the limits */
    int64_t killing;   /* how long that took the last time */
    bool child_gone;   /* `child` has been reaped */
    bool more_ended;   /* some may not have been reaped, and no signal will tell */
    bool ignore_host;  /* what it has to say was heard */
};

/* Watch until the program has ended or has to, and end everything. */
void supervise(struct supervisor *this);

#endif
