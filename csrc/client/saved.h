/* saved.h -- what a VM was, in the host's memory: snapshots, and what a VM is when new.
 *
 * These bytes are made by a worker (MESSAGE_TAKE_IMAGE) and read by workers only; they
 * hold addresses, so they are good for workers of the same zygote only, all of which have
 * the same addresses.  The host copies them and looks at nothing in them: those of a
 * hostile worker harm no other VM, as they are given to workers of the same VM only.
 */
#ifndef PKHOST_CLIENT_SAVED_H
#define PKHOST_CLIENT_SAVED_H

#include "client/zygote.h"

#pragma GCC visibility push(hidden)

struct saved {
    char *data; /* read-only once the zygote has it */
    size_t size;
    uint64_t identity;   /* a number that no other has */
    uint64_t process;    /* of the zygote: see there */
    uint64_t number;     /* what the zygote calls it, */
    uint64_t connection; /* if it has got it through this one */
};

/* Room for so many bytes, to be filled by the caller, for workers of `zygote`.  NULL: the
 * host has no memory left. */
struct saved *saved_new(const struct zygote *zygote, size_t size);
void saved_free(struct saved **saved); /* NULL: nothing */

/* Whether there are workers that it is good for: its zygote lives.  A system call. */
bool saved_is_of_use(const struct saved *saved);

/* ------------------------------------------------- for worker.c, with the client's lock */

/* See to it that the zygote has it, as a sealed file in memory, which takes the place of
 * the host's own copy.  False, and errno; ESTALE: it is another zygote's. */
bool saved_register(struct saved *saved, struct zygote *zygote);

#pragma GCC visibility pop

#endif
