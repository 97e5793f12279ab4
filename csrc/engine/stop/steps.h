/* steps.h -- counting steps. */
#ifndef PKHOST_STOP_STEPS_H
#define PKHOST_STOP_STEPS_H

#include "base/macros.h"
#include "base/vm.h"
#include "memory/region.h"

#pragma GCC visibility push(hidden)

void steps_used_up(pkhost_vm *vm); /* of native code: for step_count() */

/* One step of native code; true if it must not go on.  A slice may end in it, so
 * native code that takes steps has to be prepared for code of the script's in the
 * same places. */
static inline bool step_count(pkhost_vm *vm)
{
    if (UNLIKELY(--vm->region->steps_left < 0))
        steps_used_up(vm);
    return UNLIKELY(atomic_load_explicit(&vm->stop.reason, memory_order_relaxed) != STOP_NONE);
}

/* The same; false if it must not go on, with the exception set that stands for a
 * stop. */
bool step_take(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
