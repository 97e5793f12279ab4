/* system_hooks.h -- sys.displayhook, sys.excepthook, sys.breakpointhook. */
#ifndef PKHOST_PYTHON_SYSTEM_HOOKS_H
#define PKHOST_PYTHON_SYSTEM_HOOKS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool system_hooks_install(py_Ref sys);

#pragma GCC visibility pop

#endif
