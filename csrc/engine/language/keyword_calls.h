/* keyword_calls.h -- calls that pass on a dict of keywords. */
#ifndef PKHOST_LANGUAGE_KEYWORD_CALLS_H
#define PKHOST_LANGUAGE_KEYWORD_CALLS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* callable(self, *argv, **keywords), into py_retval(); without `self` if that is nil, and without
 * keywords if these are no dict.  False: raised. */
bool call_with_keywords(const py_TValue *callable, const py_TValue *self, int argc,
                        const py_TValue *argv, const py_TValue *keywords);

#pragma GCC visibility pop

#endif
