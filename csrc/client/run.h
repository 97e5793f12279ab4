/* run.h -- runs: begun, stopped, paused. */
#ifndef PKHOST_CLIENT_RUN_H
#define PKHOST_CLIENT_RUN_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* With the VM's lock: begin a run, which a thread of the client's own is to attend if it is
 * `by_client`.  Answers as pkhost_vm_start(). */
int isolated_begin(struct pkhost_isolated *vm, const pkhost_request *request, bool by_client);

/* In the child of a fork, of which the calling thread is the only one, with the VM's locks: a
 * run that was under way has ended here. */
void isolated_after_fork_in_child(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
