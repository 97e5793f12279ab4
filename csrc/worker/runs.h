/* runs.h -- messages about runs, from RUN to ENDED. */
#ifndef PKHOST_WORKER_RUNS_H
#define PKHOST_WORKER_RUNS_H

#include "worker/server.h"

#pragma GCC visibility push(hidden)

/* One for each message: RUN, GO_ON, STOP, INSPECT.  The script runs in them, and they return
 * when the run is paused or has ended, and the host knows. */
void runs_begin(struct server *s, const struct message *message);
void runs_go_on(struct server *s, const struct message *message);
void runs_stop(struct server *s);
void runs_inspect(struct server *s);

#pragma GCC visibility pop

#endif
