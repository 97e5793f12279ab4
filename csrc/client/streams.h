/* streams.h -- what a script in a worker writes and reads: the host's side. */
#ifndef PKHOST_CLIENT_STREAMS_H
#define PKHOST_CLIENT_STREAMS_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* A run begins. */
void isolated_streams_begin(struct pkhost_isolated *vm);
void isolated_streams_free(struct pkhost_isolated *vm);

/* For the thread that attends.  They answer as the lane does: not LANE_DONE if the worker
 * is of no more use, and `*wrong` says what is wrong with it if that is LANE_NONSENSE. */

/* Read a message OUTPUT, after its head. */
int isolated_output_read(struct pkhost_isolated *vm, const struct message *head,
                         const char **wrong);
/* The worker wants input. */
int isolated_input_wanted(struct pkhost_isolated *vm, const char **wrong);
/* Send what there is, if the worker waits for it; and tell the host if there is none. */
int isolated_input_send(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
