/* zygote.h -- the zygote's thread A: it talks with hosts, has workers made, and sees to
 * their ends.
 */
#ifndef PKHOST_WORKER_ZYGOTE_H
#define PKHOST_WORKER_ZYGOTE_H

#include "worker/lock_in.h"

#pragma GCC visibility push(hidden)

/* S: how much address space this process takes up, in bytes. */
uint64_t zygote_address_space(void);

/* Be the zygote, and end as one. */
_Noreturn void zygote_run(const struct locked_in *locked, uint64_t address_space);

/* Tell the host why there is no zygote. */
void zygote_refuse(const struct locked_in *locked, enum worker_step step, int error,
                   const char *message);

#pragma GCC visibility pop

#endif
