/* life.h -- all VMs, from their making to their end. */
#ifndef PKHOST_RUN_LIFE_H
#define PKHOST_RUN_LIFE_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

void life_add(pkhost_vm *vm); /* to the list of all; it gets its number */
void life_end(pkhost_vm *vm); /* free it: it has no run, and nobody will use it */

/* Under vm->lock, between runs: put it back to what it was when new.  `distrust`:
 * anything in its region may have been overwritten. */
void life_restore(pkhost_vm *vm, bool distrust);
void life_clean(pkhost_vm *vm); /* the same, if a fork cut a run off */

void life_visit(void (*visit)(pkhost_vm *)); /* each VM; none is made or freed meanwhile */
void life_before_fork(void);
void life_after_fork(void); /* in the child too */

#pragma GCC visibility pop

#endif
