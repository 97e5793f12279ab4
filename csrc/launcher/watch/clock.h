/* clock.h - the processor time of all descendants, also of those that left no record: for
 * account.c. */
#ifndef PKHOST_LAUNCHER_CLOCK_H
#define PKHOST_LAUNCHER_CLOCK_H

#include "base/run.h"

/* Open an event that counts the processor time of this process and all that it starts
 * from now on.  Returns its descriptor, or -1 with a failure noted. */
int clock_open(struct run *run);

/* Nanoseconds that all but this process have used at least.  `not_theirs` is what of the
 * count is not the program's.  0 with a descriptor of -1. */
int64_t clock_least(int fd, int64_t not_theirs);

#endif
