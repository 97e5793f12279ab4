/* kinds.h -- the pristine VMs, of which workers are copies.
 *
 * Workers with the same memory, dialect and policy are of one *kind*, and begin as copies of one
 * VM that no run has had.  A few are kept, and those that were used longest ago go.
 *
 * A fork has the VM of its own kind only: all others, and the images of them, are
 * MADV_DONTFORK, so that a worker's limit on address space counts what is its own.
 */
#ifndef PKHOST_WORKER_KINDS_H
#define PKHOST_WORKER_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "worker/warm.h"

#pragma GCC visibility push(hidden)

struct pristine {
    pkhost_vm *vm; /* NULL: none */
    struct warmth warmth;
};

/* Thread A: the one of this kind, or NULL. */
const struct pristine *kinds_find(size_t memory, int32_t dialect, const char *policy,
                                  size_t policy_size);

/* Thread B: make one, in the place of another if there are enough.  NULL, and the reason
 * in `message`. */
const struct pristine *kinds_make(size_t memory, int32_t dialect, const char *policy,
                                  size_t policy_size, char *message, size_t message_size);

/* Thread A, when there is time: make forks cheaper. */
void kinds_settle(void);

/* Thread A: the next forks are to have this one, and no other.  False and errno. */
bool kinds_choose(const struct pristine *one);
bool kinds_choose_none(void);

#pragma GCC visibility pop

#endif
