/* schedule.c - what schedule.h describes. */
#include "base/schedule.h"

#include "confine/sys.h"

/* On a busy machine a process that wakes up waits until the one that runs has used up
 * its slice, some milliseconds, and a program's start and end are a chain of such
 * wake-ups.  A process that asks for a shorter slice is run sooner, for no more time in
 * all (Linux 6.12; older kernels ignore it). */
void run_promptly(void)
{
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t slice, deadline, period;
    } attributes = { sizeof attributes, 0, 1 /* SCHED_FLAG_RESET_ON_FORK */, 0, 0, 100000, 0, 0 };

    /* The kernel's answer is 20 - nice, to be never negative. */
    attributes.nice = 20 - (int32_t)SYS2(__NR_getpriority, 0, 0);
    SYS3(__NR_sched_setattr, 0, &attributes, 0);
}
