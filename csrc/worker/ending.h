/* ending.h -- thread A: the end of workers. */
#ifndef PKHOST_WORKER_ENDING_H
#define PKHOST_WORKER_ENDING_H

#include "worker/books.h"

#pragma GCC visibility push(hidden)

/* The host has no more use for it: kill it if it lives, and forget it when it is dead. */
void end_worker(struct worker *worker);

/* Let it look at its wishes. */
void signal_worker(const struct worker *worker);

/* Tell the host that the limit on its address space has changed. */
void tell_of_limit(const struct worker *worker);

/* Reap all children that have ended, and tell their hosts. */
void reap_workers(void);

/* Wait for one that was killed and has not been reaped: it still counts as a process of its
 * user.  False if there is none, or if it takes too long. */
bool await_killed_worker(void);

/* Let it use so many seconds of processor time in all, then end it; 0: for ever.
 *
 * The kernel has a limit of this kind, which only root may raise again, and root in a
 * container often not.  So it is kept here, from the worker's clock, at the first time at
 * which it can have been reached. */
void limit_processor_time(struct worker *worker, uint64_t seconds);
/* The same from now on: what it has used up to now does not count. */
void limit_more_processor_time(struct worker *worker, uint64_t seconds);

/* End those that have reached that; then how long until it has to be seen to again: ms, as
 * poll() takes it. */
int see_to_processor_times(void);

/* The host is gone: end its workers, forget its images. */
void end_host(struct host *host);

#pragma GCC visibility pop

#endif
