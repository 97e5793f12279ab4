/* limits.c - what limits.h describes. */
#include "confine/limits.h"

#include "confine/sys.h"

long limit_set(int process, enum limit which, uint64_t value)
{
    struct sys_rlimit limit = { value, value }, old;
    long error = SYS4(__NR_prlimit64, process, which, &limit, 0);

    if (error == -EPERM && SYS4(__NR_prlimit64, process, which, 0, &old) == 0 && old.hard < value) {
        limit.soft = limit.hard = old.hard;
        error = SYS4(__NR_prlimit64, process, which, &limit, 0);
    }
    return error;
}

long limit_set_soft(int process, enum limit which, uint64_t value)
{
    struct sys_rlimit limit;
    long error = SYS4(__NR_prlimit64, process, which, 0, &limit);

    if (error < 0)
        return error;
    limit.soft = value < limit.hard ? value : limit.hard;
    return SYS4(__NR_prlimit64, process, which, &limit, 0);
}
