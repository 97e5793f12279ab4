/* outcome.h -- what a run leaves behind: why it ended, where, what it used. */
#ifndef PKHOST_RUN_OUTCOME_H
#define PKHOST_RUN_OUTCOME_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void outcome_clear(pkhost_vm *vm); /* a run begins */
/* The script ended with an exception.  In ZONE_ENGINE: code of the script's may run. */
void outcome_of_exception(pkhost_vm *vm);
void outcome_finish(pkhost_vm *vm, bool restored); /* the run is over */

#pragma GCC visibility pop

#endif
