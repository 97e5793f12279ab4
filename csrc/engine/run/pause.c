/* pause.c -- runs that pause, and go on when the host says so. */
#include "run/pause.h"

#include "base/events.h"
#include "memory/trap.h"
#include "run/workers.h"

int pause_end(pkhost_vm *vm, int64_t steps)
{
    vm->slice.steps_next = steps;
    atomic_store(&vm->slice.pause_wanted, false);
    atomic_store(&vm->slice.paused, false);
    const int answer = workers_submit(vm);
    if (answer == PKHOST_DONE)
        events_announce(&vm->events); /* to the threads that wait until it continues */
    else
        atomic_store(&vm->slice.paused, true);
    return answer;
}

int pkhost_vm_go_on(pkhost_vm *vm, int64_t steps, bool by_line)
{
    int answer = PKHOST_NOT_PAUSED;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        answer = PKHOST_NOT_RUNNING;
    } else if (atomic_load(&vm->slice.paused)) {
        vm->slice.by_line = by_line;
        if (by_line)
            trap_set(vm->region);
        answer = pause_end(vm, steps);
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

void pause_request(pkhost_vm *vm)
{
    if (vm->slice.context == NULL || atomic_load(&vm->slice.paused))
        return;
    atomic_store(&vm->slice.pause_wanted, true);
    trap_set(vm->region);
}

bool pkhost_vm_pause(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    const bool can = atomic_load(&vm->run.active) && vm->slice.context != NULL;
    if (can)
        pause_request(vm);
    pthread_mutex_unlock(&vm->lock);
    return can;
}

bool pkhost_vm_paused(pkhost_vm *vm)
{
    return atomic_load(&vm->run.active) && atomic_load(&vm->slice.paused);
}
