/* sweep.h - ends what a program leaves when its supervisor was killed: for module.c.
 *
 * While the supervisor lives it is the ancestor of whatever the program starts,
 * and ends it.  In profile "none" a program can kill it.  Then nothing holds
 * the program's processes together: they have other parents, and perhaps
 * sessions of their own.  What is left to know them by is the mark of their
 * run, the hard limit RLIMIT_LOCKS, which every child inherits and every
 * execve keeps (launcher.h, config.mark).
 *
 * The hard case is a process that forks and ends at once, and so does its
 * child, and on and on: each lives for as long as a fork takes, some tens of
 * microseconds.  Reading /proc is too slow for that.  So the newest processes
 * are asked for their limit one by one, a system call of a fraction of a
 * microsecond each, and each that has the mark is killed at once together
 * with its process group.  No child escapes that unless it has made a group
 * of its own in between: the kernel does not let a fork and a signal to the
 * group overlap. */
#ifndef PKHOST_SWEEP_H
#define PKHOST_SWEEP_H

#include <stdint.h>

struct swept {
    int ended; /* processes that were killed one by one, and have ended */
    int left;  /* those that may not be killed (of another user), or have not ended in time;
                  at least so many */
};

/* Kill every process with the mark but those of the caller's own group, for at
 * most `patience` nanoseconds; the usual case takes a few milliseconds.
 * Returns 0, or -1 with an errno if processes cannot be looked for: without
 * /proc, pidfd_open (Linux 5.3) or a free descriptor. */
int sweep(uint64_t mark, int64_t patience, struct swept *swept);

#endif
