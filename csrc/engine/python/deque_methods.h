/* deque_methods.h -- the methods of deque. */
#ifndef PKHOST_PYTHON_DEQUE_METHODS_H
#define PKHOST_PYTHON_DEQUE_METHODS_H

#include "python/deque.h"

#pragma GCC visibility push(hidden)

void deque_add_methods(py_Type type);

#pragma GCC visibility pop

#endif
