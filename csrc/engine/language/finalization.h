/* finalization.h -- calling __del__. */
#ifndef PKHOST_LANGUAGE_FINALIZATION_H
#define PKHOST_LANGUAGE_FINALIZATION_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* An instance of a class that has a __del__ was made. */
void finalization_begin(const py_TValue *object);

#pragma GCC visibility pop

#endif
