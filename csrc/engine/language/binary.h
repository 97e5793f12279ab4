/* binary.h -- operators with two operands, in VMs of dialect "python". */
#ifndef PKHOST_LANGUAGE_BINARY_H
#define PKHOST_LANGUAGE_BINARY_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void binary_prepare(void); /* once, when names can be made */
/* The operands are on top of the value stack, and stay there; the answer is last_retval. */
bool binary_operate(VM *vm, py_Name name);

#pragma GCC visibility pop

#endif
