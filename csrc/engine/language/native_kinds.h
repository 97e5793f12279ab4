/* native_kinds.h -- what CPython calls the kinds of native methods.
 *
 * Here they are of two types: a native method of a class, and a bound method.  CPython has a type for
 * operators and the like (which are slots of its types) and one for the others, bound or not.  What a
 * script sees by type() is that one.
 */
#ifndef PKHOST_LANGUAGE_NATIVE_KINDS_H
#define PKHOST_LANGUAGE_NATIVE_KINDS_H

#include "base/current.h"
#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* Of a native method or a bound method, from how CPython calls its class. */
py_TypeInfo *native_kind_of(const py_TValue *value);
/* Under which name an object's attributes have a native function, itself or as a static or class
 * method; NULL: under none. */
py_Name native_name_among(const NameDict *names, py_CFunction function);
/* The name of the native function in the class that it is of, or an ancestor; NULL: it has none there. */
py_Name native_name_in(py_TypeInfo *class, py_CFunction function);
bool native_kinds_install(void);

static inline bool native_kind_differs(const py_TValue *value)
{
    return value->type == tp_boundmethod || value->type == pkhost_here->types.native_method;
}

#pragma GCC visibility pop

#endif
