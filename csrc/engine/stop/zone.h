/* zone.h -- where a jump may be made, and the jump out of a run.
 *
 * Jumps are made only where nothing of the host's can be half done.  `vm->zone`
 * says so: ZONE_ENGINE while PocketPy's code, or code of ours that touches only the
 * region, runs on the worker; ZONE_HOST at all other times.  Code that takes a
 * lock, or changes anything outside of the region, does it in ZONE_HOST.
 */
#ifndef PKHOST_STOP_ZONE_H
#define PKHOST_STOP_ZONE_H

#include "base/macros.h"
#include "base/stack.h"
#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* To the entry of the run, which is over; the VM is restored from its image. */
_Noreturn void stop_abandon(pkhost_vm *vm, enum stop reason);
/* The same for a crash; the text, made as printf() does, says what went wrong. */
_Noreturn void stop_crash(pkhost_vm *vm, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Around what must not be left by a jump: before, returning the zone to go back to,
 * and after.  A fault in between is taken for a mistake of the host's, so the stack
 * must not end there: a script that has come close to its end ends here. */
static inline int zone_enter_host(pkhost_vm *vm)
{
    int before = vm->zone;
    if (UNLIKELY(stack_is_at_its_end()) && before == ZONE_ENGINE)
        stop_crash(vm, "stack overflow in native code");
    vm->zone = ZONE_HOST;
    atomic_signal_fence(memory_order_seq_cst);
    return before;
}
static inline void zone_return(pkhost_vm *vm, int before)
{
    atomic_signal_fence(memory_order_seq_cst);
    vm->zone = before;
}

#pragma GCC visibility pop

#endif
