/* class_attributes.h -- attributes of classes. */
#ifndef PKHOST_LANGUAGE_CLASS_ATTRIBUTES_H
#define PKHOST_LANGUAGE_CLASS_ATTRIBUTES_H

#include "interpose/classes.h"
#include "language/instances.h"

#pragma GCC visibility push(hidden)

enum lookup class_attribute_get(const py_TValue *class, py_Name name);
bool class_attribute_set(const py_TValue *class, py_Name name, const py_TValue *value);
/* type.__getattribute__ and type.__setattr__ themselves: without a metaclass's own. */
enum lookup class_attribute_get_plainly(const py_TValue *class, py_Name name);
bool class_attribute_set_plainly(const py_TValue *class, py_Name name, const py_TValue *value);

bool class_give_mro(py_TypeInfo *class); /* a tuple, into py_retval() */

/* Whether it has a __getattribute__ and the like of its own, by its namespace and ancestors. */
void class_note_flags(py_TypeInfo *class);

/* A builtin function that a script puts into a class is no method: it is kept so that it is given
 * out as it is. */
static inline void class_keep_native(py_TValue *value)
{
    const py_TValue function = *value;
    py_newobject(value, tp_staticmethod, 1, 0);
    *py_getslot(value, 0) = function;
}

#pragma GCC visibility pop

#endif
