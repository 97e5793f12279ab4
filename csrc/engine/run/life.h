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

/* The same to another image of it. */
struct image;
void life_put_back(pkhost_vm *vm, const struct image *to, bool distrust);

/* After a fork, in the child: what one of these was in the middle of.  Without the lock,
 * as there is one thread. */
void life_finish_in_child(pkhost_vm *vm);

void life_clean(pkhost_vm *vm); /* life_restore(), if a fork cut a run off */

void life_visit(void (*visit)(pkhost_vm *)); /* each VM; none is made or freed meanwhile */
void life_before_fork(void);
void life_after_fork(void); /* in the child too */

#pragma GCC visibility pop

#endif
