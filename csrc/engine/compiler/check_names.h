/* check_names.h -- names that nothing binds, and names that nothing reads. */
#ifndef PKHOST_COMPILER_CHECK_NAMES_H
#define PKHOST_COMPILER_CHECK_NAMES_H

#include "compiler/check_findings.h"
#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* After scopes_find(). */
void check_names(arena *a, scope *module, findings *out);

#pragma GCC visibility pop

#endif
