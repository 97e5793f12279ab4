/* group.h -- VMs that share a process, as they trust each other.
 *
 * A *group* has a name, and one process as long as it has VMs.  Each VM has a *seat* in it:
 * a number, which is that of its lane (channel/lane.h), for as long as the VM lives.  When the
 * process ends, every VM of the group gets the next use to take the next process, where it
 * has the same seat, at the same addresses; so its images are good there.
 *
 * The worker of a VM in a group (worker.h) is its seat: a lane, and the group's process.
 */
#ifndef PKHOST_CLIENT_GROUP_H
#define PKHOST_CLIENT_GROUP_H

#include "client/worker.h"

#pragma GCC visibility push(hidden)

struct group;

/* Take a seat in the group of this name, which is made if there is none.  NULL, and the reason
 * in `message`: there is no memory left, or no seat. */
struct group *group_join(const char *name, uint32_t *seat, char *message, size_t size);
void group_leave(struct group **group, uint32_t seat); /* NULL: nothing */

/* The worker of a seat, in which no VM has been made.  Takes and answers as worker_take(). */
int group_take(struct worker **worker, struct group *group, uint32_t seat, struct kind *kind,
               char *message, size_t size);

/* The VM has no more use, and its worker waits for a message; or the worker is ours no more. */
void group_end(struct worker **worker);
/* The worker has failed: kill its process, if that lives. */
void group_fail(struct worker **worker);

/* What worker_signal(), worker_limit() and worker_look() do for a seat.  Only LIMIT_CPU_MORE
 * is known: for all of the process, whatever the value. */
void group_signal(const struct worker *worker);
void group_limit(struct worker *worker, unsigned resource, uint64_t value);
void group_look(const struct worker *worker);
/* And process_give_addresses(). */
void group_give_addresses(struct worker *worker, uint64_t bytes);

/* How much longer a sound run may take to come to an end, in ns: as many as the group has VMs may
 * be under way, and share the processors.  All of them would end with the process. */
int64_t group_grace(const struct worker *worker);

/* Around a fork: before the client's lock, and after it. */
void groups_before_fork(void);
void groups_after_fork(void);

#pragma GCC visibility pop

#endif
