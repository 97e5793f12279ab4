/* group_forker.h -- the zygote's thread that forks groups.
 *
 * Groups have threads, so they need a filter that allows those, and thread B's does not
 * (lock_in.h).  So they are forked by a thread that is not locked in, and lock themselves
 * in before anything else.  It is started for the first group.
 */
#ifndef PKHOST_WORKER_GROUP_FORKER_H
#define PKHOST_WORKER_GROUP_FORKER_H

#include "worker/lock_in.h"

#pragma GCC visibility push(hidden)

/* What a group begins with. */
struct group_birth {
    int zygote; /* its process id */
    char *lanes;
    const struct locked_in *locked; /* what S and thread A have entered */
};

/* Thread A: fork a group; its process id, or -1 and errno. */
int group_fork(const struct group_birth *birth);

#pragma GCC visibility pop

#endif
