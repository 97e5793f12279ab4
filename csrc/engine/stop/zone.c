/* zone.c -- the jump out of a run. */
#include "stop/zone.h"

#include "base/stack.h"

#include <stdio.h>

void stop_abandon(pkhost_vm *vm, enum stop reason)
{
    int32_t none = STOP_NONE;
    atomic_compare_exchange_strong(&vm->stop.reason, &none, (int32_t)reason);
    vm->stop.abandoned = reason;
    vm->zone = ZONE_HOST;
    stack_forget_frames();
    siglongjmp(vm->stop.entry, 1);
}

void stop_crash(pkhost_vm *vm, const char *fault)
{
    snprintf(vm->stop.fault, sizeof vm->stop.fault, "%s", fault);
    stop_abandon(vm, STOP_CRASH);
}
