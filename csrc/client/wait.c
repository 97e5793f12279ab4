/* wait.c -- waiting for a run: for its end, or something else that is to be done.
 *
 * Who waits attends the run, unless another thread does; then it sleeps until that one
 * announces something, or leaves. */
#define _GNU_SOURCE
#include "base/clock.h"
#include "base/futex.h"
#include "client/attend.h"
#include "client/run.h"

#include <errno.h>

/* As for a VM in a thread: see engine/run/wait.c. */
enum { LOOK_AGAIN = 20000000 };

/* Sleep until an event comes after `seen`.  0, ETIMEDOUT or EINTR; the former also, after
 * LOOK_AGAIN, without the time being over. */
static int sleep_until(struct pkhost_isolated *vm, uint32_t seen, int64_t end, bool *over)
{
    int64_t left = -1;
    *over = end >= 0 && (left = end - clock_ns(CLOCK_MONOTONIC)) <= 0;
    if (*over)
        return ETIMEDOUT;
    const bool brief = left < 0 || left > LOOK_AGAIN;
    atomic_fetch_add(&vm->events.waiters, 1);
    const int result = futex_wait(&vm->events.count, seen, brief ? LOOK_AGAIN : left);
    atomic_fetch_sub(&vm->events.waiters, 1);
    *over = result == ETIMEDOUT && !brief;
    return result;
}

static int64_t end_of(int64_t timeout)
{
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    return timeout < 0 || timeout > INT64_MAX - now ? -1 : now + timeout;
}

int pkhost_isolated_wait(pkhost_isolated *vm, int64_t timeout)
{
    const int64_t end = end_of(timeout);
    for (;;) {
        const uint32_t seen = atomic_load(&vm->events.count);
        int answer = attend_look(vm);
        if (answer == PKHOST_OUTPUT_READY && attend_take(vm)) {
            /* Whoever leaves its output where it is does not keep it from going on. */
            attend_leave(vm, attend_serve(vm, 0, false));
            answer = attend_look(vm);
        }
        if (answer >= 0)
            return answer;
        if (attend_take(vm)) {
            const enum attend_left left = attend_serve(vm, end, true);
            attend_leave(vm, left);
            if (left == ATTEND_TIMEOUT)
                return PKHOST_TIMEOUT;
            if (left == ATTEND_SIGNALED)
                return PKHOST_SIGNALED;
            continue;
        }
        bool over;
        const int result = sleep_until(vm, seen, end, &over);
        if (over)
            return attend_look(vm) >= 0 ? attend_look(vm) : PKHOST_TIMEOUT;
        if (result != 0)
            return PKHOST_SIGNALED;
    }
}

int pkhost_isolated_wait_resumed(pkhost_isolated *vm, int64_t timeout)
{
    const uint32_t seen = atomic_load(&vm->events.count);
    bool over;
    if (!pkhost_isolated_paused(vm))
        return PKHOST_DONE;
    sleep_until(vm, seen, end_of(timeout), &over);
    if (!pkhost_isolated_paused(vm))
        return PKHOST_DONE;
    return over ? PKHOST_TIMEOUT : PKHOST_SIGNALED;
}

bool pkhost_isolated_halt(pkhost_isolated *vm)
{
    enum { LONG = 100000000 };
    const int64_t end = clock_ns(CLOCK_MONOTONIC) + LONG;
    bool over = false;

    pkhost_isolated_interrupt(vm);
    while (!over) {
        const uint32_t seen = atomic_load(&vm->events.count);
        if (!atomic_load(&vm->run.active))
            return true;
        if (attend_take(vm)) {
            const enum attend_left left = attend_serve(vm, end, false);
            attend_leave(vm, left);
            over = left == ATTEND_TIMEOUT;
        } else {
            sleep_until(vm, seen, end, &over);
        }
    }
    return !atomic_load(&vm->run.active);
}

/* With or without somebody who waits for it. */
static int begin(struct pkhost_isolated *vm, const pkhost_request *request, bool by_client)
{
    pthread_mutex_lock(&vm->lock);
    const int answer = isolated_begin(vm, request, by_client);
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

int pkhost_isolated_start(pkhost_isolated *vm, const pkhost_request *request)
{
    return begin(vm, request, true);
}

int pkhost_isolated_run(pkhost_isolated *vm, const pkhost_request *request)
{
    const int answer = begin(vm, request, false);
    return answer == PKHOST_DONE ? pkhost_isolated_wait(vm, -1) : answer;
}
