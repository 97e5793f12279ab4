/* entropy.h -- random bytes that nobody can guess. */
#ifndef PKHOST_PYTHON_ENTROPY_H
#define PKHOST_PYTHON_ENTROPY_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* From the kernel.  False: there are none in a deterministic run, nor while a VM is built. */
bool entropy_take(void *to, size_t size);
bool entropy_fill(py_GlobalRef module); /* the module _entropy */

#pragma GCC visibility pop

#endif
