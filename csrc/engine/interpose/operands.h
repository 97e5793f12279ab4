/* operands.h -- operators whose operands PocketPy does not look at. */
#ifndef PKHOST_INTERPOSE_OPERANDS_H
#define PKHOST_INTERPOSE_OPERANDS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Nothing in a VM is so long: a bound beyond it is as good as it. */
enum { FARTHEST = 1 << 29 };
/* `slice`, or one in `*near` whose bounds an int can hold. */
py_Ref operands_near_slice(py_Ref slice, py_TValue *near);

#pragma GCC visibility pop

#endif
