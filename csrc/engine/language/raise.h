/* raise.h -- raising the exceptions of dialect "python", and what is being handled. */
#ifndef PKHOST_LANGUAGE_RAISE_H
#define PKHOST_LANGUAGE_RAISE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* `raise what` and `raise what from cause` (NULL: none), as CPython does it: of classes, instances
 * are made.  Always false. */
bool exception_raise(py_Ref what, py_Ref cause);
bool exception_raise_again(void); /* a bare raise */
/* Of what was raised before, without a place or a context of its own.  Always false. */
bool exception_raise_as_is(const py_TValue *exception);

/* The exception that is being handled, in the innermost frame that handles one; NULL: none. */
py_TValue *exception_handled(void);
/* What is being handled becomes the __context__ of one that is about to be raised. */
void exception_set_context(py_Ref exception);

#pragma GCC visibility pop

#endif
