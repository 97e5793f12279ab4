/* deque_module.h -- the module _deque: deque and its iterators. */
#ifndef PKHOST_PYTHON_DEQUE_MODULE_H
#define PKHOST_PYTHON_DEQUE_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool deque_module_fill(py_GlobalRef module);
void deque_module_signatures(void); /* of functions that take keywords */

#pragma GCC visibility pop

#endif
