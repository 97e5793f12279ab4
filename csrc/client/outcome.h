/* outcome.h -- what a run in a worker leaves behind. */
#ifndef PKHOST_CLIENT_OUTCOME_H
#define PKHOST_CLIENT_OUTCOME_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

void isolated_outcome_clear(struct pkhost_isolated *vm);

/* Read a message ENDED, after its head, and keep what it says, as far as it can be true.
 * Answers as the lane does; see streams.h for `wrong`. */
int isolated_outcome_read(struct pkhost_isolated *vm, const struct message *head,
                          const char **wrong);

/* The run has ended otherwise: its worker could not begin it (`why`: as in process_lose()), and
 * the VM is what it was; it crashed with its worker, as process.end says; or it was
 * interrupted. */
void isolated_outcome_refused(struct pkhost_isolated *vm, const char *why);
void isolated_outcome_crashed(struct pkhost_isolated *vm);
void isolated_outcome_interrupted(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
