/* events.h -- waking the threads that wait for a VM: for the end of its run, for output, or
 * for what else is to be done. */
#ifndef PKHOST_BASE_EVENTS_H
#define PKHOST_BASE_EVENTS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* In ZONE_HOST, or on a thread that is not a worker. */
void events_announce(pkhost_vm *vm);

/* The same in two steps, where what follows the announcement may end the VM.
 * Returns whether a thread sleeps, which events_wake() is to wake then. */
bool events_count(pkhost_vm *vm);
void events_wake(pkhost_vm *vm); /* the VM may be gone: only its address is used */

#pragma GCC visibility pop

#endif
