/* array_module.h -- the module _array, which csrc/library/python/array.py shows. */
#ifndef PKHOST_PYTHON_ARRAY_MODULE_H
#define PKHOST_PYTHON_ARRAY_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool array_fill(py_GlobalRef module); /* when it is first imported */
void array_signatures(void);

#pragma GCC visibility pop

#endif
