/* attribute_place.h -- the byte of a value that says which of an object's attributes it is. */
#ifndef PKHOST_BASE_ATTRIBUTE_PLACE_H
#define PKHOST_BASE_ATTRIBUTE_PLACE_H

#include "base/name_dict.h"

#include <stddef.h>

_Static_assert(offsetof(py_TValue, is_ptr) + sizeof(bool) < offsetof(py_TValue, extra),
               "a value has an unused byte behind is_ptr");

/* Of an attribute of dialect "python": how many were there before it was (language/instances.c).  In
 * a value that is none it is whatever was there. */
static inline uint8_t *attribute_place(const py_TValue *value)
{
    return (uint8_t *)value + offsetof(py_TValue, is_ptr) + sizeof(bool);
}

enum { ATTRIBUTE_PLACE_LAST = 255 };

/* A new one, the last. */
static inline void attribute_add(NameDict *names, py_Name name, const py_TValue *value)
{
    py_TValue kept = *value;
    *attribute_place(&kept) =
        (uint8_t)(names->length < ATTRIBUTE_PLACE_LAST ? names->length : ATTRIBUTE_PLACE_LAST);
    NameDict__set(names, name, &kept);
}

/* Another value in the place of the one that there is. */
static inline void attribute_replace(py_TValue *there, const py_TValue *value)
{
    const uint8_t place = *attribute_place(there);
    *there = *value;
    *attribute_place(there) = place;
}

static inline void attribute_put(NameDict *names, py_Name name, const py_TValue *value)
{
    py_TValue *const there = name_dict_find(names, name);
    if (there != NULL)
        attribute_replace(there, value);
    else
        attribute_add(names, name, value);
}

#endif
