/* attendants.h -- threads of the client's own, which attend runs that nobody waits for. */
#ifndef PKHOST_CLIENT_ATTENDANTS_H
#define PKHOST_CLIENT_ATTENDANTS_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* What a thread does with a VM: `attend`, and, when the thread has been put back to those
 * that are idle, `leave` with what that returned, after which it does not touch it. */
void attendants_serve(int (*attend)(struct pkhost_isolated *),
                      void (*leave)(struct pkhost_isolated *, int));

/* Take an idle thread, or make one: PKHOST_DONE, PKHOST_NO_THREAD, PKHOST_NO_MEMORY,
 * PKHOST_ENDING. */
struct attendant;
int attendants_take(struct attendant **attendant);
/* Let it attend, or put it back if there is no VM. */
void attendants_go(struct attendant *attendant, struct pkhost_isolated *vm);

/* No more are taken; then wait until all are gone, after which it can go on. */
void attendants_close(void);
void attendants_join(void);
void attendants_after_fork_in_child(void); /* it has none */

#pragma GCC visibility pop

#endif
