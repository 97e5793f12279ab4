/* allow_list.h - the system calls that a locked-in process may make: for lock_in.c. */
#ifndef PKHOST_WORKER_ALLOW_LIST_H
#define PKHOST_WORKER_ALLOW_LIST_H

#include "confine/filter.h"

#pragma GCC visibility push(hidden)

/* Who is going to be locked in. */
enum allow_list {
    ALLOW_LIST_FORKER, /* who forks, and the processes of one thread that come of it */
    ALLOW_LIST_GROUP,  /* a process of threads, which forks nothing */
};

/* Build the filter that allows those of a list, and for anything else ends the process.
 * `own_filters`: processes that come of this one may install filters of their own. */
void allow_list_build(struct filter *filter, enum allow_list list, bool own_filters);

/* Build the filter that allows all but forks: on top of the one above. */
void allow_list_build_no_forks(struct filter *filter);

#pragma GCC visibility pop

#endif
