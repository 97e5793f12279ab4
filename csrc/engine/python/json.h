/* json.h -- json.loads, for python/json_write.c, which makes the module. */
#ifndef PKHOST_PYTHON_JSON_H
#define PKHOST_PYTHON_JSON_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool json_loads(int argc, py_Ref argv);

#pragma GCC visibility pop

#endif
