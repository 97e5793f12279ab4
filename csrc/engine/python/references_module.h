/* references_module.h -- the module _references: what CPython's _weakref has in C. */
#ifndef PKHOST_PYTHON_REFERENCES_MODULE_H
#define PKHOST_PYTHON_REFERENCES_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool references_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
