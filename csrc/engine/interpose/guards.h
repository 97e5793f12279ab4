/* guards.h -- functions of ours before PocketPy's native functions. */
#ifndef PKHOST_INTERPOSE_GUARDS_H
#define PKHOST_INTERPOSE_GUARDS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Functions of ours before PocketPy's native functions of these names, in a type
 * or module.  *original, a static variable, is where ours finds PocketPy's; NULL if
 * ours does without.  False if there is no native function of one of the names, or
 * another than in the VMs before. */
typedef struct guarded {
    const char *name;
    py_CFunction checked, *original;
} guarded;
bool guard_natives(py_Ref of, const guarded *functions, size_t count);
/* Likewise, each in a type of its own. */
typedef struct guarded_method {
    py_Type type;
    guarded method;
} guarded_method;
bool guard_methods(const guarded_method *methods, size_t count);
/* Note the original alone. */
bool guard_note(py_CFunction *original, py_CFunction function);

/* What stands before the native methods of one VM. */
struct guard_tables *guards_new(void); /* NULL: the host has no memory left */
void guards_free(struct guard_tables *tables);
bool guards_install(void); /* into the current VM, when it has all its methods */

/* The __init__ that a check stands before, or the function itself.  What is called in its place has to
 * know that its first argument is of the type. */
py_CFunction guards_original(py_CFunction function);

#pragma GCC visibility pop

#endif
