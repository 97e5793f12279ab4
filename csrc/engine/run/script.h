/* script.h -- the script of a run, from its first step to its last. */
#ifndef PKHOST_RUN_SCRIPT_H
#define PKHOST_RUN_SCRIPT_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void script_begin(pkhost_vm *vm); /* the worker has the run, for the first time */
/* Run it, behind vm->stop.entry; on a stack of its own, if it has one. */
void script_run(pkhost_vm *vm);

#pragma GCC visibility pop

#endif
