/* slots.h -- what a class has for a name in its __slots__. */
#ifndef PKHOST_LANGUAGE_SLOTS_H
#define PKHOST_LANGUAGE_SLOTS_H

#include "base/current.h"
#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

enum slot_part { SLOT_NAME, SLOT_CLASS, SLOT_PARTS };

/* The instance keeps the attribute with its others. */
static inline bool is_slot(const py_TValue *value)
{
    return value->type == pkhost_here->types.slot;
}
void slot_put(py_TypeInfo *class, py_Name name);

#pragma GCC visibility pop

#endif
