/* layers.h -- methods of builtin types, as classes that are derived from them have them. */
#ifndef PKHOST_INTERPOSE_LAYERS_H
#define PKHOST_INTERPOSE_LAYERS_H

#include "interpose/boxes.h"

#pragma GCC visibility push(hidden)

py_TValue *layer_find_slowly(const py_TypeInfo *type, int number, py_Name name);

/* What an ancestor itself has by a name, for a class that is derived from it: a type with a layer
 * (interpose/boxes.h) by way of that.  NULL: nothing. */
static inline py_TValue *layer_find(const py_TypeInfo *ancestor, py_Name name)
{
    const int number = box_layer_number(ancestor->index);
    return number < 0 ? class_own(ancestor, name) : layer_find_slowly(ancestor, number, name);
}

/* Once a VM has all its native methods: what layers have of those before is forgotten. */
void layers_forget(void);

#pragma GCC visibility pop

#endif
