/* check.h -- what of a source is suspicious, without running it.
 *
 * Names that nothing binds, names and imports that nothing reads, statements that nothing reaches.
 * A source that does not compile has one finding: its error.  Names that a source may get in other
 * ways (import *, exec) are not told.
 */
#ifndef PKHOST_COMPILER_CHECK_H
#define PKHOST_COMPILER_CHECK_H

#include "compiler/check_findings.h"

#pragma GCC visibility push(hidden)

/* In a VM, whose builtins are those that there are.  False: *error, and no findings. */
bool check_python(arena *a, SourceData_ source, findings *out, syntax_error *error);

#pragma GCC visibility pop

#endif
