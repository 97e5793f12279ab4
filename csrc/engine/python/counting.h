/* counting.h -- the module _counting: what collections.Counter counts with. */
#ifndef PKHOST_PYTHON_COUNTING_H
#define PKHOST_PYTHON_COUNTING_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool counting_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
