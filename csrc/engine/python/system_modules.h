/* system_modules.h -- sys.modules: the modules that are there, by name. */
#ifndef PKHOST_PYTHON_SYSTEM_MODULES_H
#define PKHOST_PYTHON_SYSTEM_MODULES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool system_modules_install(py_Ref sys);

#pragma GCC visibility pop

#endif
