/* handlers.h -- the functions that do the operations (operations.h), and what all of them use.
 *
 * A handler works on the value stack as the loop does: it pops its operands and pushes its
 * results.  Operands stay on the stack while code of the script's may run, where the garbage
 * collector sees them.  False: an exception is set; what is left on the stack does not matter.
 */
#ifndef PKHOST_LANGUAGE_HANDLERS_H
#define PKHOST_LANGUAGE_HANDLERS_H

#include "base/macros.h"
#include "base/object.h"
#include "language/operations.h"

#pragma GCC visibility push(hidden)

typedef bool operation_handler(VM *vm, uint32_t first, uint32_t second);

#define X(name, pops, pushes) operation_handler operation_##name;
OPERATIONS(X)
#undef X

#pragma GCC visibility pop

/* The n-th value from above; 1: TOP. */
static inline py_TValue *stack_peek(VM *vm, uint32_t n) { return vm->stack.sp - n; }
static inline void stack_push(VM *vm, const py_TValue *value) { *vm->stack.sp++ = *value; }
static inline void stack_pop(VM *vm, uint32_t n) { vm->stack.sp -= n; }

static inline bool value_is_nil(const py_TValue *value) { return value->type == tp_nil; }
static inline py_TValue value_none(void) { return (py_TValue){ .type = tp_NoneType }; }
static inline py_TValue value_bool(bool truth)
{
    return (py_TValue){ .type = tp_bool, ._bool = truth };
}

#endif
