/* awaitables.h -- generators that await takes. */
#ifndef PKHOST_LANGUAGE_AWAITABLES_H
#define PKHOST_LANGUAGE_AWAITABLES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Whether it is a generator of a function that types.coroutine() was given. */
bool awaitable_generator(const py_TValue *value);
/* The module _awaitables, when it is first imported: mark(function). */
bool awaitables_fill(py_GlobalRef module);

#pragma GCC visibility pop

#endif
