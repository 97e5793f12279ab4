/* between.h -- messages between runs: what the host wants of the VM itself. */
#ifndef PKHOST_WORKER_BETWEEN_H
#define PKHOST_WORKER_BETWEEN_H

#include "worker/server.h"

#pragma GCC visibility push(hidden)

/* RESET, REBASE, TAKE_IMAGE, PUT_IMAGE, MEMORY, FAIL_ALLOCATION or CHECK_REGION: do it, and
 * answer.  False: it is none of these. */
bool between_runs(struct server *s, const struct message *message);

#pragma GCC visibility pop

#endif
