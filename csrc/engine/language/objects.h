/* objects.h -- object: what every object has. */
#ifndef PKHOST_LANGUAGE_OBJECTS_H
#define PKHOST_LANGUAGE_OBJECTS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The names that dir() shows, a sorted list, into py_retval(). */
bool objects_dir(py_Ref object);

/* Whether it is object's own __new__. */
bool object_is_maker(const py_TValue *function);

#pragma GCC visibility pop

#endif
