/* heaps.h -- the module _heapq. */
#ifndef PKHOST_PYTHON_HEAPS_H
#define PKHOST_PYTHON_HEAPS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool heaps_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
