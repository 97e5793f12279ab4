/* array_methods.h -- the methods of array, into its type. */
#ifndef PKHOST_PYTHON_ARRAY_METHODS_H
#define PKHOST_PYTHON_ARRAY_METHODS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void array_add_methods(py_Type type);

#pragma GCC visibility pop

#endif
