/* sleep.c -- time.sleep.
 *
 * PocketPy's own looks at the clock again and again, at the cost of a
 * processor, and gives way in between or not, depending on its version and on
 * how it was built.  When a VM is built, it is replaced by the one here, which
 * waits asleep, where a stop finds it; and in a deterministic run, where time
 * is made up, does not wait.
 */
#define _GNU_SOURCE
#include "base/clock.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/guards.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "stop/stop.h"

#include <math.h>

static bool time_sleep(int argc, py_Ref argv)
{
    enum { NAP = 200000, YEARS_MOST = 70 };
    static const int64_t most = YEARS_MOST * 365LL * 86400 * 1000000000;
    pkhost_vm *vm = pkhost_here;
    py_f64 seconds;

    PY_CHECK_ARGC(1);
    if (!py_castfloat(argv, &seconds))
        return false;
    if (isnan(seconds))
        return ValueError("Invalid value NaN (not a number)");
    if (seconds < 0)
        return ValueError("sleep length must be non-negative");
    if (seconds >= (double)INT64_MAX / 1e9)
        return overflow_error("timestamp too large to convert to C PyTime_t");
    const int64_t wanted = (int64_t)(seconds * 1e9);
    py_newnone(py_retval());
    if (vm->request.deterministic) {
        /* The clock has an end; a sleep till then is one for ever. */
        while (wanted > most - vm->time.slept)
            stop_sleep(vm, NAP);
        vm->time.slept += wanted;
        return true;
    }
    const int64_t began = clock_ns(CLOCK_MONOTONIC);
    for (int64_t slept = 0; slept < wanted; slept = clock_ns(CLOCK_MONOTONIC) - began)
        stop_sleep(vm, wanted - slept < NAP ? wanted - slept : NAP);
    return true;
}

bool sleep_install(void)
{
    static const guarded functions[] = { { "sleep", time_sleep, NULL } };
    py_Ref module = py_getmodule("time");

    return module != NULL && guard_natives(module, functions, COUNT(functions));
}
