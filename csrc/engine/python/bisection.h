/* bisection.h -- the module _bisect. */
#ifndef PKHOST_PYTHON_BISECTION_H
#define PKHOST_PYTHON_BISECTION_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool bisection_fill(py_GlobalRef module);
void bisection_signatures(void);

#pragma GCC visibility pop

#endif
