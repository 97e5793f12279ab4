/* build.h -- building a VM in a region that is new. */
#ifndef PKHOST_RUN_BUILD_H
#define PKHOST_RUN_BUILD_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Do something with a VM that nobody uses yet, on this thread.  False also if it failed in
 * a way that was contained; vm->stop.fault then says how. */
bool build_contained(pkhost_vm *vm, bool (*what)(pkhost_vm *vm));
bool build_vm(pkhost_vm *vm); /* contained */

#pragma GCC visibility pop

#endif
