/* callbacks.h -- native code that calls back into the script. */
#ifndef PKHOST_INTERPOSE_CALLBACKS_H
#define PKHOST_INTERPOSE_CALLBACKS_H

#include "base/macros.h"
#include "base/vm.h"
#include "memory/dialect.h"

#pragma GCC visibility push(hidden)

/* Around a call back into the script: what native code points at meanwhile. */
static inline void pin(pkhost_vm *vm, pinned *p, const void *first, const void *second)
{
    pinned *const outer = vm->checks.pinned;
    *p = (pinned){ first, second, outer, outer == NULL ? 1 : outer->depth + 1 };
    vm->checks.pinned = p;
}
static inline void unpin(pkhost_vm *vm, const pinned *p) { vm->checks.pinned = p->outer; }

/* Whether values nest deeper in those that are compared or shown than functions may call each other:
 * in dialect "python" that is a RecursionError of CPython's, long before the C stack is low. */
static inline bool pins_are_too_deep(const pinned *innermost)
{
    const VM *const vm = pk_current_vm;
    return UNLIKELY(vm->recursion_depth + innermost->depth > vm->max_recursion_depth)
           && dialect_is_python();
}

/* Whether native code holds a pointer into these bytes. */
bool is_pinned(const pkhost_vm *vm, const void *start, size_t size);
bool on_value_stack(const VM *pk, const py_TValue *value);

#pragma GCC visibility pop

#endif
