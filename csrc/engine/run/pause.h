/* pause.h -- runs that pause, and go on when the host says so. */
#ifndef PKHOST_RUN_PAUSE_H
#define PKHOST_RUN_PAUSE_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Under vm->lock: let a paused run go on for `steps` (-1: all).  As workers_submit(). */
int pause_end(pkhost_vm *vm, int64_t steps);

#pragma GCC visibility pop

#endif
