/* json.h -- json.loads, for python/json_write.c, which makes the module. */
#ifndef PKHOST_PYTHON_JSON_H
#define PKHOST_PYTHON_JSON_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* How many places the value stack must still have where a list or dict begins. */
enum { JSON_VALUES_LEFT = 64 };

bool json_loads(int argc, py_Ref argv);

#pragma GCC visibility pop

#endif
