/* watch.h -- how long the host waits for a worker, and when that is too long.
 *
 * The limits of a run are kept by the engine in the worker.  A worker that was taken over
 * keeps none, so the host has these of its own, each with a grace that no sound worker
 * needs, however loaded the machine is.  They count the time only that a thread has
 * waited for the worker: not while a function of the host's runs, or nobody attends, or this
 * process was stopped.
 */
#ifndef PKHOST_CLIENT_WATCH_H
#define PKHOST_CLIENT_WATCH_H

#include "client/vm.h"

#pragma GCC visibility push(hidden)

/* A run begins, or something is asked between runs. */
void watch_begin(struct pkhost_isolated *vm);
/* From now on a thread waits for the worker. */
void watch_start(struct pkhost_isolated *vm);
/* Time has gone by: count it.  The time of a function of the host's counts for the run (but
 * not for anything else), unless the run spares it. */
void watch_count(struct pkhost_isolated *vm);
void watch_count_host(struct pkhost_isolated *vm);
/* A message of so many bytes is about to be read, or written. */
void watch_message(struct pkhost_isolated *vm, uint64_t size);

/* What is over, for process_lose(): what the worker did not do; or NULL. */
const char *watch_overdue(struct pkhost_isolated *vm);

/* For `idle` of the lane, whose context is the VM: LANE_GONE if something is overdue. */
int watch_idle(struct lane *lane);

/* Raise the limits of the worker's process: before a run that is given, and may leave, so
 * many bytes; and as it goes on, since only one that the host has left alone is to be ended
 * by its processor time. */
void watch_raise_addresses(struct pkhost_isolated *vm, uint64_t bytes);
void watch_raise_processor(struct pkhost_isolated *vm);
/* A run is about to begin: the same; or, if it may last long but use little processor time, cap
 * that for a worker that does not keep it itself. */
void watch_limit_processor(struct pkhost_isolated *vm);

#pragma GCC visibility pop

#endif
