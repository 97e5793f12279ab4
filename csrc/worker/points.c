/* points.c -- what points.h describes. */
#include "worker/points.h"

#include <errno.h>

static uint32_t failing;

void points_fail_at(uint32_t point)
{
    if (failing != point) /* its page is a worker's too, and would be copied */
        failing = point;
}

bool point_fails(enum start_point point)
{
    if (failing != (uint32_t)point || point == POINT_NONE)
        return false;
    errno = EIO;
    return true;
}
