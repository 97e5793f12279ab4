/* check.h -- a request of the kind PKHOST_CHECK. */
#ifndef PKHOST_RUN_CHECK_H
#define PKHOST_RUN_CHECK_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* What may be wrong with the source of the run: a list of (kind, name, line, column, end line, end
 * column, what there is instead or None) in py_retval(), in the order of the source.  Kinds are by name; lines are from 1, columns
 * from 0 in bytes.  A source that does not compile gives one entry: its kind is the exception's, its
 * name the message.  In ZONE_ENGINE; false with an exception set. */
bool check_run(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
