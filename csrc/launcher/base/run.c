/* run.c - what run.h describes. */
#include "base/run.h"

int fail(struct run *run, enum step step, long error, uint32_t detail)
{
    if (run->step == STEP_NONE) {
        run->error = (int32_t)-error;
        run->detail = detail;
        run->step = step;
    }
    return -1;
}
