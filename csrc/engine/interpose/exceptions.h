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
    PyObject *cause;      /* NULL: None */
    PyObject *traceback;  /* the object that was made of the places last; NULL: none was */
    int traceback_length; /* of how many places */
    bool suppress_context : 1;
    bool has_note : 1, has_room_for_note : 1; /* interpose/facts.c: behind the fields */
    bool is_a_context : 1;                    /* it is, or was, the __context__ of another */
    uint8_t kind, field_count;
    py_TValue fields[]; /* what its class keeps besides; nil: not given */
} exception;

/* Few bytes: at the end of every loop is a StopIteration, which is to have its place among the small
 * objects of which a new VM has some already. */
_Static_assert(sizeof(PyObject) + sizeof(exception) + sizeof(py_TValue) <= 128,
               "a StopIteration is a small object");

/* An object that is kept as such; nil: none. */
static inline py_TValue exception_part(PyObject *part)
{
    return part == NULL ? (py_TValue){ .type = tp_nil }
                        : (py_TValue){ .type = part->type, .is_ptr = true, ._obj = part };
}
static inline PyObject *exception_part_of(const py_TValue *value)
{
    return value->type != tp_nil && value->is_ptr ? value->_obj : NULL;
}

/* An exception of ours in a module, and among the builtins. */
py_Type exception_make(const char *name, py_Type base, py_GlobalRef module);
void exception_add(const char *name, py_Type base);
/* Its type, or `otherwise` if a script has put what is no `base` in its place. */
py_Type exception_type(const char *name, py_Type base, py_Type otherwise);

/* Whether the C stack is low, or the value stack: then with a RecursionError.  For native code that
 * calls itself through what a script has nested; each level may push a few values. */
enum { NESTING_VALUES_LEFT = 512 };
bool raise_too_deep(void); /* true */
static inline bool too_deep(void)
{
    const VM *const vm = pk_current_vm;
    return (UNLIKELY(stack_is_low())
            || UNLIKELY(vm->stack.end - vm->stack.sp < NESTING_VALUES_LEFT))
           && raise_too_deep();
}

bool exception_make_stop(void);    /* while a VM is built: see stop_raise() */
void exception_clear_stop(VM *vm); /* after a run that was stopped */

#pragma GCC visibility pop

#endif
