/* process.h - what /proc tells of one process, and of a user's: for tree.c, and for main.c,
 * which counts. */
#ifndef PKHOST_LAUNCHER_PROCESS_H
#define PKHOST_LAUNCHER_PROCESS_H

#include <stdint.h>

/* More than any sensible process limit.  Of a tree that is larger, a look takes in a part. */
#define MOST_PROCESSES 8192

/* Nanoseconds.  Clock ticks in /proc are always 1/100 s for user space. */
#define PROCESS_TICK 10000000

/* A part of /proc/PID/stat. */
struct process_stat {
    char state;
    int parent;
    int threads;
    /* By the tick, in nanoseconds; the later two are of children that it reaped. */
    int64_t own_user, own_system, children_user, children_system;
};

/* Read it, by the number of any thread of the process.  0 or a negated errno. */
long process_read_stat(int pid, struct process_stat *stat);

/* The number by which a process's memory can be asked for: its own, except where
 * its first thread has ended and others go on.  They have it then. */
int process_living_thread(int pid, const struct process_stat *stat);

/* How many processes and threads of a user there are on the machine, or -1. */
int64_t process_count_tasks_of(uint32_t user);

#endif
