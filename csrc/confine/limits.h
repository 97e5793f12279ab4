/* limits.h - the kernel's limits on a process (RLIMIT_...), by their numbers, which are the
 * same on every machine that pkhost knows. */
#ifndef PKHOST_CONFINE_LIMITS_H
#define PKHOST_CONFINE_LIMITS_H

#include <stdint.h>

enum limit {
    LIMIT_CPU = 0,
    LIMIT_FSIZE = 1,
    LIMIT_DATA = 2,
    LIMIT_STACK = 3,
    LIMIT_CORE = 4,
    LIMIT_NPROC = 6,
    LIMIT_NOFILE = 7,
    LIMIT_MEMLOCK = 8,
    LIMIT_AS = 9,
    LIMIT_LOCKS = 10,
    LIMIT_SIGPENDING = 11,
    LIMIT_MSGQUEUE = 12,
    LIMIT_NICE = 13,
    LIMIT_RTPRIO = 14,
};

/* Set a limit of a process (0: of this one), soft and hard.  Where its hard limit is lower
 * and may not be raised, both are that. */
long limit_set(int process, enum limit which, uint64_t value);

/* Set the soft limit only, which can go up to the hard one again; to that, if it is lower. */
long limit_set_soft(int process, enum limit which, uint64_t value);

#endif
