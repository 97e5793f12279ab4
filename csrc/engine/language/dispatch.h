/* dispatch.h -- from a constant to the function that does the operation. */
#ifndef PKHOST_LANGUAGE_DISPATCH_H
#define PKHOST_LANGUAGE_DISPATCH_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Whether `constant` is an operation of the code that the loop is at, and not a text of the
 * script's that looks like one. */
bool operation_is(const VM *vm, c11_sv constant);
bool operation_run(VM *vm, const char *constant);

#pragma GCC visibility pop

#endif
