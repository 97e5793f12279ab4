/* wait.c -- waiting for a run: for its end, or something else that is to be done. */
#define _GNU_SOURCE
#include "base/clock.h"
#include "base/futex.h"
#include "base/vm.h"

#include <errno.h>

/* What there is for a waiter to do, or -1. */
static int look(pkhost_vm *vm)
{
    int answer = -1;
    if (!atomic_load(&vm->run.active))
        return PKHOST_DONE;
    if (atomic_load(&vm->slice.paused) && !vm->output.announced)
        return PKHOST_PAUSED;
    if (!vm->output.early && !vm->input.on_demand)
        return -1;
    pthread_mutex_lock(&vm->output.lock);
    if (vm->output.early && vm->output.announced)
        answer = PKHOST_OUTPUT_READY;
    else if (vm->input.wanted)
        answer = PKHOST_INPUT_WANTED;
    pthread_mutex_unlock(&vm->output.lock);
    return answer;
}

/* A signal that came after the caller last looked for one, and before a sleep,
 * interrupts nothing: the caller is to look now and then. */
enum { LOOK_AGAIN = 20000000 };

int pkhost_vm_wait(pkhost_vm *vm, int64_t timeout)
{
    const int64_t end = timeout < 0 ? -1 : clock_ns(CLOCK_MONOTONIC) + timeout;
    int answer;
    uint32_t seen = atomic_load(&vm->events.count);

    atomic_store(&vm->run.host_processor, sched_getcpu());
    if ((answer = look(vm)) >= 0)
        return answer;
    if (timeout != 0 && futex_spin(&vm->events.count, seen, WAITER_SPIN, &vm->run.worker_processor)
        && (answer = look(vm)) >= 0)
        return answer;
    atomic_fetch_add(&vm->events.waiters, 1);
    for (;;) {
        seen = atomic_load(&vm->events.count);
        if ((answer = look(vm)) >= 0)
            break;
        int64_t left = -1;
        if (end >= 0 && (left = end - clock_ns(CLOCK_MONOTONIC)) <= 0) {
            answer = PKHOST_TIMEOUT;
            break;
        }
        const bool brief = left < 0 || left > LOOK_AGAIN;
        int result = futex_wait(&vm->events.count, seen, brief ? LOOK_AGAIN : left);
        if (result == EINTR || (brief && result == ETIMEDOUT)) {
            answer = PKHOST_SIGNALED;
            break;
        }
    }
    atomic_fetch_sub(&vm->events.waiters, 1);
    return answer;
}

int pkhost_vm_wait_resumed(pkhost_vm *vm, int64_t timeout)
{
    int answer = PKHOST_DONE;
    const bool brief = timeout < 0 || timeout > LOOK_AGAIN;
    atomic_fetch_add(&vm->events.waiters, 1);
    const uint32_t seen = atomic_load(&vm->events.count);
    if (pkhost_vm_paused(vm)) {
        const int result = futex_wait(&vm->events.count, seen, brief ? LOOK_AGAIN : timeout);
        if (pkhost_vm_paused(vm))
            answer = result == ETIMEDOUT && !brief ? PKHOST_TIMEOUT : PKHOST_SIGNALED;
    }
    atomic_fetch_sub(&vm->events.waiters, 1);
    return answer;
}

bool pkhost_vm_halt(pkhost_vm *vm)
{
    enum { LONG = 100000000 };
    const int64_t end = clock_ns(CLOCK_MONOTONIC) + LONG;
    int64_t left = LONG;

    atomic_fetch_add(&vm->events.waiters, 1);
    pkhost_vm_interrupt(vm);
    do {
        const uint32_t seen = atomic_load(&vm->events.count);
        if (!atomic_load(&vm->run.active))
            break;
        futex_wait(&vm->events.count, seen, left);
        left = end - clock_ns(CLOCK_MONOTONIC);
    } while (left > 0);
    atomic_fetch_sub(&vm->events.waiters, 1);
    return !atomic_load(&vm->run.active);
}

int pkhost_vm_run(pkhost_vm *vm, const pkhost_request *request)
{
    int answer = pkhost_vm_start(vm, request);
    return answer == PKHOST_DONE ? pkhost_vm_wait(vm, -1) : answer;
}
