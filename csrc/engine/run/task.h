/* task.h -- what a run does, by the kind of its request. */
#ifndef PKHOST_RUN_TASK_H
#define PKHOST_RUN_TASK_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

bool task_run(pkhost_vm *vm); /* in ZONE_ENGINE; false: with an exception set */

#pragma GCC visibility pop

#endif
