/* time.c -- clocks and waiting, as PocketPy sees them. */
#define _GNU_SOURCE
#include "base/clock.h"
#include "base/current.h"
#include "base/macros.h"
#include "stop/slices.h"
#include "stop/stop.h"
#include "stop/zone.h"

#include <errno.h>
#include <sched.h>
#include <sys/time.h>

#define TIMED(result, name, ...)                   \
    EXPORT result pkhost_libc_##name(__VA_ARGS__); \
    EXPORT result pkhost_libc_##name(__VA_ARGS__)

/* In a deterministic run time is made of steps, STEP_TIME each, and of what the
 * script has slept; it begins when the host says. */
enum { STEP_TIME = 100 };

static bool is_deterministic(void)
{
    return pkhost_here != NULL && !pkhost_building && pkhost_here->request.deterministic;
}

static int64_t steps_time(void)
{
    const pkhost_vm *vm = pkhost_here;
    return (vm->slice.steps_given - slice_steps_left(vm)) * STEP_TIME + vm->time.slept;
}

static int64_t read_clock(clockid_t which)
{
    if (!is_deterministic())
        return clock_ns(which);
    return steps_time() + (which == CLOCK_REALTIME ? pkhost_here->request.start_time : 0);
}

TIMED(int, clock_gettime, clockid_t which, struct timespec *now)
{
    int64_t ns = read_clock(which);
    *now = (struct timespec){ ns / 1000000000, ns % 1000000000 };
    return 0;
}

TIMED(int, timespec_get, struct timespec *now, int base)
{
    if (base != TIME_UTC)
        return 0;
    pkhost_libc_clock_gettime(CLOCK_REALTIME, now);
    return base;
}

/* A script's processor time is its worker's, not the host's. */
TIMED(clock_t, clock, void)
{
    return (clock_t)(read_clock(CLOCK_THREAD_CPUTIME_ID) / (1000000000 / CLOCKS_PER_SEC));
}

TIMED(time_t, time, time_t *result)
{
    time_t now = (time_t)(read_clock(CLOCK_REALTIME) / 1000000000);
    if (result != NULL)
        *result = now;
    return now;
}

TIMED(int, gettimeofday, struct timeval *now, void *zone)
{
    (void)zone;
    int64_t ns = read_clock(CLOCK_REALTIME);
    *now = (struct timeval){ ns / 1000000000, ns % 1000000000 / 1000 };
    return 0;
}

/* The C library's has one buffer for all threads, and takes a lock. */
static struct tm *broken_down(const time_t *when,
                              struct tm *(*function)(const time_t *, struct tm *))
{
    static _Thread_local struct tm result;
    pkhost_vm *vm = pkhost_here;
    const time_t moment = *when;
    int zone = vm != NULL ? zone_enter_host(vm) : ZONE_HOST;
    struct tm *answer = function(&moment, &result);
    if (vm != NULL)
        zone_return(vm, zone);
    return answer;
}

/* A deterministic run is in no time zone. */
TIMED(struct tm *, localtime, const time_t *when)
{
    return broken_down(when, is_deterministic() ? gmtime_r : localtime_r);
}

TIMED(struct tm *, gmtime, const time_t *when) { return broken_down(when, gmtime_r); }

TIMED(struct tm *, localtime_r, const time_t *when, struct tm *result)
{
    *result = *broken_down(when, is_deterministic() ? gmtime_r : localtime_r);
    return result;
}

/* PocketPy gives way while it waits for a flag, in a loop. */
TIMED(int, sched_yield, void)
{
    enum { NAP = 200000 };
    pkhost_vm *vm = pkhost_here;
    if (vm == NULL || vm->stop.guard == NULL)
        return sched_yield();
    stop_sleep(vm, NAP);
    return 0;
}

TIMED(void, thrd_yield, void) { (void)pkhost_libc_sched_yield(); }
