/* outcome.h -- what a run leaves behind, for the host. */
#ifndef PKHOST_WORKER_OUTCOME_H
#define PKHOST_WORKER_OUTCOME_H

#include "worker/server.h"

#pragma GCC visibility push(hidden)

/* The run is over: send what is left of its output, and ENDED.  Then put the VM back to what
 * it is when new, if the host had asked for that: while it reads. */
void outcome_send(struct server *s);

#pragma GCC visibility pop

#endif
