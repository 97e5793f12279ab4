/* time.h - clocks, in nanoseconds: for the files that watch a run. */
#ifndef PKHOST_LAUNCHER_TIME_H
#define PKHOST_LAUNCHER_TIME_H

#include "confine/sys.h"

#define MILLISECOND 1000000
#define SECOND 1000000000

static inline int64_t clock_now(void) { return sys_clock(1 /* CLOCK_MONOTONIC */); }

/* What this process has used of processors. */
static inline int64_t clock_own(void) { return sys_clock(2 /* CLOCK_PROCESS_CPUTIME_ID */); }

/* What another process has used of processors, all its threads included; negative if it
 * cannot be known. */
static inline int64_t clock_of(int pid) { return sys_clock_of(pid); }

static inline int64_t nanoseconds(struct sys_timeval time)
{
    return time.sec * SECOND + time.usec * 1000;
}

static inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static inline int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

#endif
