/* clock.h -- clocks, in nanoseconds. */
#ifndef PKHOST_BASE_CLOCK_H
#define PKHOST_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

#endif
