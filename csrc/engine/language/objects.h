/* objects.h -- object: what every object has. */
#ifndef PKHOST_LANGUAGE_OBJECTS_H
#define PKHOST_LANGUAGE_OBJECTS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The names that dir() shows, a sorted list, into py_retval(). */
bool objects_dir(py_Ref object);

#pragma GCC visibility pop

#endif
