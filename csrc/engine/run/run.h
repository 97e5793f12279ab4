/* run.h -- a run: its start, its time on a worker, its end. */
#ifndef PKHOST_RUN_RUN_H
#define PKHOST_RUN_RUN_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* What workers do (workers_serve). */
void run_execute(pkhost_vm *vm); /* until the script ends or pauses */
void run_finish(pkhost_vm *vm);  /* announce that, and tidy up */

/* In the child of a fork: what ran in the parent goes on there; here such a run is
 * over. */
void run_after_fork(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
