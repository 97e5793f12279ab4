/* run.h -- runs: begun, stopped, paused. */
#ifndef PKHOST_CLIENT_RUN_H
#define PKHOST_CLIENT_RUN_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* With the VM's lock: begin a run, which a thread of the client's own is to attend if it is
 * `by_client`.  Answers as pkhost_vm_start(). */
int isolated_begin(struct pkhost_isolated *vm, const pkhost_request *request, bool by_client);

/* With the VM's lock: nobody will ask for the run any more, if there is one.  Whether a thread
 * of the client's own attends it to its end, and frees the VM then; else nothing is under way
 * any more that needs anybody. */
bool isolated_abandon(struct pkhost_isolated *vm);

/* In the child of a fork, of which the calling thread is the only one, with the VM's locks: a
 * run that was under way has ended here. */
void isolated_after_fork_in_child(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
