/* descriptors.h -- what a class has by a name, as an attribute of its instances or its own. */
#ifndef PKHOST_LANGUAGE_DESCRIPTORS_H
#define PKHOST_LANGUAGE_DESCRIPTORS_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* A property's slots.  PocketPy's own have the first two only.  What is derived from property, staticmethod
 * or classmethod has boxes for its instances (interpose/boxes.h), which the functions here open themselves:
 * what property.setter() makes is of the class of its property. */
enum property_slot {
    PROPERTY_GET,
    PROPERTY_SET,
    PROPERTY_DELETE,
    PROPERTY_DOC,
    PROPERTY_NAME,
    PROPERTY_DOC_IS_GETTERS, /* a bool: the docstring goes with the getter */
    PROPERTY_SLOTS
};

/* Whether what a class method holds is a function, and not another descriptor, which binds itself. */
static inline bool classmethod_is_plain(const py_TValue *method)
{
    const py_Type held = py_getslot((py_Ref)method, 0)->type;
    return held == tp_function || held == tp_nativefunc;
}

/* Whether an instance's own attribute does not hide it. */
bool descriptor_is_data(const py_TValue *value);
/* Bound to an instance; `class`: for __get__.  Into py_retval(); false: raised. */
bool descriptor_get(const py_TValue *value, const py_TValue *self, py_TypeInfo *class);
/* Bound to the class that it was found by. */
bool descriptor_get_of_class(const py_TValue *value, const py_TValue *class);
/* Assignment to a data descriptor, or deletion (value NULL); *handled is false if it is none. */
bool descriptor_set(const py_TValue *descriptor, const py_TValue *self, py_Name name,
                    const py_TValue *value, bool *handled);

#pragma GCC visibility pop

#endif
