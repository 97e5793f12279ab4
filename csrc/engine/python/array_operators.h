/* array_operators.h -- the operators of array, into its type. */
#ifndef PKHOST_PYTHON_ARRAY_OPERATORS_H
#define PKHOST_PYTHON_ARRAY_OPERATORS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void array_add_operators(py_Type type);

#pragma GCC visibility pop

#endif
