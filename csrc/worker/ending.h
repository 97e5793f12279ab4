/* ending.h -- thread A: the end of workers. */
#ifndef PKHOST_WORKER_ENDING_H
#define PKHOST_WORKER_ENDING_H

#include "worker/books.h"

#pragma GCC visibility push(hidden)

/* The host has no more use for it: kill it if it lives, and forget it when it is dead. */
void end_worker(struct worker *worker);

/* Let it look at its wishes. */
void signal_worker(const struct worker *worker);

/* Reap all children that have ended, and tell their hosts. */
void reap_workers(void);

/* The host is gone: end its workers, forget its images. */
void end_host(struct host *host);

#pragma GCC visibility pop

#endif
