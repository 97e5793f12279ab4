/* clock.c - the processor time of all descendants, also of those that left no record.
 *
 * A child whose parent ignores SIGCHLD, or has said SA_NOCLDWAIT, ends without
 * adding its time to its parent's: a look at the tree now and then misses it if it
 * was short.  The kernel's performance events are inherited by children,
 * and a child's count is added to the event when it ends, however it does.  So an
 * event of the supervisor's own, opened before it starts anything, counts all.
 *
 * It cannot be had everywhere (a container's filter, kernel.perf_event_paranoid above
 * 2 for a host that is not root), and it counts time that a hypervisor took away,
 * which other clocks leave out.  So it decides only what it says clearly: see
 * clock_least().  Executing a file that may not be read ends it for that process. */
#include "watch/clock.h"

#include <linux/perf_event.h>

#include "confine/text.h"
#include "base/time.h"

int clock_open(struct run *run)
{
    struct perf_event_attr attributes;
    long fd;

    memset(&attributes, 0, sizeof attributes);
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.size = PERF_ATTR_SIZE_VER0;
    attributes.config = PERF_COUNT_SW_TASK_CLOCK;
    attributes.inherit = 1;
    attributes.exclude_kernel = 1; /* asked for of all but root; this clock counts all the same */
    attributes.exclude_hv = 1;
    fd = SYS5(__NR_perf_event_open, &attributes, 0 /* this process */, -1 /* any processor */,
              -1 /* no group */, PERF_FLAG_FD_CLOEXEC);
    return fd < 0 ? fail(run, STEP_CPU_ACCOUNTING, fd, 0) : (int)fd;
}

int64_t clock_least(int fd, int64_t not_theirs)
{
    int64_t counted = 0;

    if (fd < 0 || sys_read(fd, &counted, sizeof counted) != (long)sizeof counted)
        return 0;
    counted -= not_theirs;
    return counted - counted / 8 - 20 * MILLISECOND;
}
