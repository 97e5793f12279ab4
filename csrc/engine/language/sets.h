/* sets.h -- sets, as the compiler's operations make and fill them. */
#ifndef PKHOST_LANGUAGE_SETS_H
#define PKHOST_LANGUAGE_SETS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool set_new(py_OutRef out);
bool set_add(py_Ref set, py_Ref item); /* both lie on the value stack */

#pragma GCC visibility pop

#endif
