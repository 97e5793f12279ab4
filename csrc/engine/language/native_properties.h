/* native_properties.h -- properties of native types, as scripts get hold of them. */
#ifndef PKHOST_LANGUAGE_NATIVE_PROPERTIES_H
#define PKHOST_LANGUAGE_NATIVE_PROPERTIES_H

#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* Whether a value, found in a class, is a property that reads objects without a look at them. */
bool is_native_property(const py_TValue *value);
/* In its place, a descriptor that looks first. */
void native_property_wrap(py_OutRef out, const py_TypeInfo *home, py_Name name,
                          const py_TValue *property);

#pragma GCC visibility pop

#endif
