/* callbacks.h -- native code that calls back into the script. */
#ifndef PKHOST_INTERPOSE_CALLBACKS_H
#define PKHOST_INTERPOSE_CALLBACKS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Around a call back into the script: what native code points at meanwhile. */
static inline void pin(pkhost_vm *vm, pinned *p, const void *first, const void *second)
{
    *p = (pinned){ first, second, vm->checks.pinned };
    vm->checks.pinned = p;
}
static inline void unpin(pkhost_vm *vm, const pinned *p) { vm->checks.pinned = p->outer; }

/* Whether native code holds a pointer into these bytes. */
bool is_pinned(const pkhost_vm *vm, const void *start, size_t size);
bool on_value_stack(const VM *pk, const py_TValue *value);

#pragma GCC visibility pop

#endif
