/* attendants.h -- threads of the client's own, which attend runs that nobody waits for: a pool
 * (engine/base/pool.h), whose jobs are VMs with a run under way. */
#ifndef PKHOST_CLIENT_ATTENDANTS_H
#define PKHOST_CLIENT_ATTENDANTS_H

#include "base/pool.h"
#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* Before anything else: what a thread does with a VM.  It attends; then, when it is ready
 * for the next one, it leaves, and does not touch the VM after that. */
void attendants_serve(void (*attend)(struct pkhost_isolated *),
                      void (*leave)(struct pkhost_isolated *));

/* Take a thread, which is given its VM by pool_give(): as pool_take(). */
int attendants_take(struct pool_thread **thread);

void attendants_close(void); /* from now on none is taken */
void attendants_join(void);  /* wait until all have ended; then they can be taken again */
void attendants_after_fork_in_child(void);

#pragma GCC visibility pop

#endif
