/* calls.h -- functions of the host's that a worker calls. */
#ifndef PKHOST_CLIENT_CALLS_H
#define PKHOST_CLIENT_CALLS_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* A run that gives functions to the VM is about to begin: remember their numbers. */
void isolated_calls_note(struct pkhost_isolated *vm, const pkhost_request *request);

/* Read a message CALL, after its head, call the function on this thread, and reply.  Answers
 * as the lane does; see streams.h for `wrong`.  LANE_GONE, and no worker of ours, if this
 * process was forked meanwhile, and is the child. */
int isolated_call_serve(struct pkhost_isolated *vm, const struct message *head, const char **wrong);

#pragma GCC visibility pop

#endif
