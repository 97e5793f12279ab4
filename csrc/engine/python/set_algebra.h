/* set_algebra.h -- what the methods and operators of set and frozenset compute, dialect "python".
 *
 * set_methods.c puts them together: union() is a copy and set_update() (language/sets.h), &= is
 * set_intersect() into a new set, which the old one takes over.  The order of iteration of what they make
 * is CPython's, so which set is walked and which is asked follows its Objects/setobject.c.
 *
 * Hashing and comparing items may run code of the script's.  Sets, iterables and results lie where the
 * garbage collector sees them: in the caller's arguments or on the value stack.  Each item costs a
 * step.  False: an exception is set.
 */
#ifndef PKHOST_PYTHON_SET_ALGEBRA_H
#define PKHOST_PYTHON_SET_ALGEBRA_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* set or frozenset: what operations on a set make, also one of a class derived from it. */
py_Type set_base_of(const py_TValue *set);

/* New sets, in `to` or `result`. */
bool set_copy_to(py_StackRef to, py_Ref set);
bool set_from(py_StackRef to, py_Ref iterable); /* the iterable itself, if it is a set */
bool set_intersect(py_StackRef result, py_Ref set, py_Ref other);
bool set_differ(py_StackRef result, py_Ref set, py_Ref other); /* set - other */

/* These change `set`: */
bool set_subtract(py_Ref set, py_Ref iterable);
bool set_toggle(py_Ref set, py_Ref iterable); /* to what is in one of the two only */

/* Whether all of a are in b: 1, 0; -1: an exception. */
int set_is_subset(py_Ref a, py_Ref b);

#pragma GCC visibility pop

#endif
