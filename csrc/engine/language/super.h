/* super.h -- super(). */
#ifndef PKHOST_LANGUAGE_SUPER_H
#define PKHOST_LANGUAGE_SUPER_H

#include "language/instances.h"

#pragma GCC visibility push(hidden)

/* super(class, self), into py_retval(); false: raised. */
bool super_new(const py_TValue *class, const py_TValue *self);
enum lookup super_get(const py_TValue *super, py_Name name);
/* What has to be called with which first argument: a method of PocketPy's loop.  False: there is
 * no such method, and nothing was raised. */
bool super_find_method(const py_TValue *super, py_Name name, py_TValue *function, py_TValue *self);

#pragma GCC visibility pop

#endif
