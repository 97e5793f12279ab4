/* exceptions.h -- raising exceptions from native code. */
#ifndef PKHOST_INTERPOSE_EXCEPTIONS_H
#define PKHOST_INTERPOSE_EXCEPTIONS_H

#include "base/macros.h"
#include "base/pocketpy.h"
#include "base/stack.h"

#pragma GCC visibility push(hidden)

/* An exception of ours in a module, and among the builtins. */
py_Type exception_make(const char *name, py_Type base, py_GlobalRef module);
void exception_add(const char *name, py_Type base);
/* Its type, or `otherwise` if a script has put what is no `base` in its place. */
py_Type exception_type(const char *name, py_Type base, py_Type otherwise);

/* Whether the C stack is low: then with a RecursionError.  For native code that calls
 * itself through what a script has nested. */
bool raise_too_deep(void); /* true */
static inline bool too_deep(void) { return UNLIKELY(stack_is_low()) && raise_too_deep(); }

bool exception_make_stop(void);    /* while a VM is built: see stop_raise() */
void exception_clear_stop(VM *vm); /* after a run that was stopped */

#pragma GCC visibility pop

#endif
