/* struct_module.h -- the module _struct, made when it is first imported. */
#ifndef PKHOST_PYTHON_STRUCT_MODULE_H
#define PKHOST_PYTHON_STRUCT_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool struct_module_fill(py_GlobalRef module);
void struct_module_signatures(void);

#pragma GCC visibility pop

#endif
