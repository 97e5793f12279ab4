/* making.h -- thread A: the making of a worker. */
#ifndef PKHOST_WORKER_MAKING_H
#define PKHOST_WORKER_MAKING_H

#include "worker/books.h"
#include "worker/lock_in.h"

#pragma GCC visibility push(hidden)

/* What the zygote takes up, in bytes, which a worker inherits, and what thread A is locked in
 * with: once. */
void making_begin(uint64_t address_space, const struct locked_in *locked);

/* Make a worker as MAKE asks; `policy` has make->policy_size bytes.  Fills in the answer;
 * returns a descriptor of the lanes' memory, which the caller closes, or -1.  After a
 * failure there is nothing left of it. */
int make_worker(struct host *host, const struct make *make, struct made *answer);

/* Have the VM of a kind built that will be asked for. */
void making_expect(const struct make *expected);

/* What is left to do of it when the host has its answer, and before anything else. */
void making_end(void);

/* Change a limit of its process: RLIMIT_AS or RLIMIT_CPU, as struct to_worker. */
void limit_worker(struct worker *worker, uint32_t resource, uint64_t value);

#pragma GCC visibility pop

#endif
