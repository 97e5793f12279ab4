/* attributes.h -- attributes, as CPython's object.__getattribute__ and its like find them. */
#ifndef PKHOST_LANGUAGE_ATTRIBUTES_H
#define PKHOST_LANGUAGE_ATTRIBUTES_H

#include "interpose/classes.h"
#include "language/instances.h"

#pragma GCC visibility push(hidden)

/* Into py_retval(), or an exception; LOOKUP_MISSING raises none. */

/* x.name without x's own __getattribute__ and __getattr__. */
enum lookup attribute_get_plainly(const py_TValue *self, py_TypeInfo *type, py_Name name);
/* With both. */
enum lookup attribute_get(const py_TValue *self, py_Name name);
/* x.name = value, without x's own __setattr__; value NULL: del x.name.  False: raised. */
bool attribute_set_plainly(const py_TValue *self, py_TypeInfo *type, py_Name name,
                           const py_TValue *value);

/* AttributeError in CPython's words; false. */
bool attribute_missing(const py_TValue *self, py_Name name);

#pragma GCC visibility pop

#endif
