/* streams.h -- output goes to the host, and input comes from there. */
#ifndef PKHOST_WORKER_STREAMS_H
#define PKHOST_WORKER_STREAMS_H

#include "worker/server.h"

#pragma GCC visibility push(hidden)

void streams_prepare(void); /* once: the engine uses what is here */

/* The message GIVE_INPUT has come. */
void streams_take_input(struct server *s, const struct message *message);

#pragma GCC visibility pop

#endif
