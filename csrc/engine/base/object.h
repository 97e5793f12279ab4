/* object.h -- what an object holds, without calls of PocketPy's functions that say so. */
#ifndef PKHOST_BASE_OBJECT_H
#define PKHOST_BASE_OBJECT_H

#include "base/pocketpy.h"

/* The slots of an object that has some: of a tuple, its items. */
static inline py_TValue *object_slots(const py_TValue *object)
{
    return (py_TValue *)object->_obj->flex;
}

static inline void *object_data(const py_TValue *object)
{
    return object->_obj->flex + PK_OBJ_SLOTS_SIZE(object->_obj->slots);
}

/* The text of a str: a short one lies in its value (interpose/assumptions.c tries that). */
static inline const c11_string *object_text(const py_TValue *str)
{
    return str->is_ptr ? (const c11_string *)object_data(str) : (const c11_string *)&str->extra;
}

#endif
