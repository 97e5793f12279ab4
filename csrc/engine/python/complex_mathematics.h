/* complex_mathematics.h -- the module cmath, made when it is first imported. */
#ifndef PKHOST_PYTHON_COMPLEX_MATHEMATICS_H
#define PKHOST_PYTHON_COMPLEX_MATHEMATICS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool complex_mathematics_fill(py_GlobalRef module);
void complex_mathematics_signatures(void);

#pragma GCC visibility pop

#endif
