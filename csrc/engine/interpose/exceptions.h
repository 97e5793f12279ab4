/* exceptions.h -- raising exceptions from native code. */
#ifndef PKHOST_INTERPOSE_EXCEPTIONS_H
#define PKHOST_INTERPOSE_EXCEPTIONS_H

#include "base/macros.h"
#include "base/pocketpy.h"
#include "base/stack.h"
#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* An exception of a VM of dialect "python": PocketPy's struct, and what it has no room for.  There
 * `args` is a tuple, or nil for an empty one, and `inner_exc` the __context__.  language/exceptions.c
 * makes all of them. */
typedef struct exception {
    BaseException base;
    py_TValue cause;      /* nil: None */
    py_TValue traceback;  /* the object that was made of the places last; nil: none was */
    int traceback_length; /* of how many places */
    bool suppress_context;
    bool has_note; /* interpose/facts.c */
    uint8_t kind, field_count;
    fact note;
    py_TValue fields[]; /* what its class keeps besides; nil: not given */
} exception;

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
