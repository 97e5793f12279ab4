/* events.c -- waking the threads that wait for a VM. */
#include "base/events.h"

#include "base/futex.h"
#include "base/wakeup.h"

bool events_count(pkhost_vm *vm)
{
    atomic_fetch_add(&vm->events.count, 1);
    if (vm->request.wakeup != NULL)
        wakeup_notify(vm);
    return atomic_load(&vm->events.waiters) != 0;
}

/* The kernel only looks for sleepers at the address. */
void events_wake(pkhost_vm *vm) { futex_wake(&vm->events.count); }

void events_announce(pkhost_vm *vm)
{
    if (events_count(vm))
        events_wake(vm);
}
