/* start.h -- starting a zygote: the process, its greeting, and what can go wrong. */
#ifndef PKHOST_CLIENT_START_H
#define PKHOST_CLIENT_START_H

#include "client/kind.h"
#include "channel/control.h"

#include <stddef.h>

#pragma GCC visibility push(hidden)

/* Start the zygote that is in the file `worker` (NULL: nobody has said which), and wait for
 * its greeting.  `expected` is of the workers that it will be asked for first, which saves
 * time then; NULL: unknown.  Returns the host's end of its socket, which does not block; or -1, and
 * the reason in `message`, which says what is missing and what helps. */
int start_zygote(const char *worker, const struct kind *expected, struct greeting *greeting,
                 char *message, size_t size);

/* Say why no worker could be made: an errno of some step of the making. */
void start_explain(enum worker_step step, int error, const char *details, char *message,
                   size_t size);

#pragma GCC visibility pop

#endif
