/* pause.h -- runs that pause, and go on when the host says so. */
#ifndef PKHOST_RUN_PAUSE_H
#define PKHOST_RUN_PAUSE_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Under vm->lock: let a paused run go on for `steps` (-1: all).  As workers_submit(). */
int pause_end(pkhost_vm *vm, int64_t steps);

/* Under vm->lock, or on the thread that has the run, also in a handler of signals: let a run
 * that can pause do so at its next step. */
void pause_request(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
