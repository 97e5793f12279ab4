/* zone.c -- the jump out of a run. */
#include "stop/zone.h"

#include "base/stack.h"

#include <stdarg.h>
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

void stop_crash(pkhost_vm *vm, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vsnprintf(vm->stop.fault, sizeof vm->stop.fault, format, values);
    va_end(values);
    stop_abandon(vm, STOP_CRASH);
}
