/* life.h -- all isolated VMs, from their making to their end. */
#ifndef PKHOST_CLIENT_LIFE_H
#define PKHOST_CLIENT_LIFE_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* One more. */
void isolated_add(struct pkhost_isolated *vm);

/* The lock of the list of all VMs; and with it: every VM, and whether there is one. */
void isolated_lock_list(void);
void isolated_unlock_list(void);
void isolated_visit(void (*visit)(struct pkhost_isolated *vm));
bool isolated_any(void);

/* Free what is left of it: no run is under way, and nobody knows it any more. */
void isolated_end(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
