/* attribute_place.h -- the byte of a value that says which of an object's attributes it is. */
#ifndef PKHOST_BASE_ATTRIBUTE_PLACE_H
#define PKHOST_BASE_ATTRIBUTE_PLACE_H

#include "base/pocketpy.h"

#include <stddef.h>

_Static_assert(offsetof(py_TValue, is_ptr) + sizeof(bool) < offsetof(py_TValue, extra),
               "a value has an unused byte behind is_ptr");

/* Of an attribute of dialect "python": how many were there before it was (language/instances.c).  In
 * a value that is none it is whatever was there. */
static inline uint8_t *attribute_place(const py_TValue *value)
{
    return (uint8_t *)value + offsetof(py_TValue, is_ptr) + sizeof(bool);
}

#endif
