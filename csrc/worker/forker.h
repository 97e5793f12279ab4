/* forker.h -- thread B: builds the pristine VMs, and forks.
 *
 * Thread A gives it one order at a time and waits until it is done.  So one of the two
 * threads does nothing, and holds no lock, whenever the other one forks.
 */
#ifndef PKHOST_WORKER_FORKER_H
#define PKHOST_WORKER_FORKER_H

#include "worker/child.h"
#include "worker/kinds.h"
#include "worker/lock_in.h"

#pragma GCC visibility push(hidden)

/* Start it.  It prepares the engine, and builds the VM of a kind that is expected (NULL:
 * none), while A goes on.  WORKER_STEP_NONE, or what has failed, and errno. */
enum worker_step forker_begin(const struct locked_in *state, const struct make *expected);

/* A has entered namespaces: let it join them and lock itself in, and wait for that.  `state`
 * tells more then.  WORKER_STEP_NONE, or what has failed, and errno or a message. */
enum worker_step forker_start(struct locked_in *state, char *message, size_t message_size);

/* Have a VM made; NULL: `message` says why not, or errno if that is empty. */
const struct pristine *forker_make_kind(size_t memory, int32_t dialect, const char *policy,
                                        size_t policy_size, char *message, size_t message_size);

/* Have a worker forked: its pid, or -1 and errno. */
int forker_fork(const struct birth *birth);

#pragma GCC visibility pop

#endif
