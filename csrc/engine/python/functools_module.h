/* functools_module.h -- the module _functools: what CPython's functools has in C. */
#ifndef PKHOST_PYTHON_FUNCTOOLS_MODULE_H
#define PKHOST_PYTHON_FUNCTOOLS_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void functools_tools_make(py_GlobalRef module); /* reduce, cmp_to_key, partial */
void functools_tools_signatures(void);
void functools_cache_make(py_GlobalRef module); /* what lru_cache() makes of a function */
void functools_cache_signatures(void);

#pragma GCC visibility pop

#endif
