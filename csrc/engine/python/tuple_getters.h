/* tuple_getters.h -- the module _tuple_getters: the fields of named tuples. */
#ifndef PKHOST_PYTHON_TUPLE_GETTERS_H
#define PKHOST_PYTHON_TUPLE_GETTERS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool tuple_getters_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
