/* wakeup.h -- telling an event loop which of its runs want it (pkhost_wakeup). */
#ifndef PKHOST_BASE_WAKEUP_H
#define PKHOST_BASE_WAKEUP_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void wakeup_enter(pkhost_vm *vm);  /* a run begins, whose request may name one */
void wakeup_notify(pkhost_vm *vm); /* in ZONE_HOST, or on a thread that is not a worker */
void wakeups_before_fork(void);
void wakeups_after_fork(void);

#pragma GCC visibility pop

#endif
