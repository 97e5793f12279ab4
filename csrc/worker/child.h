/* child.h -- a worker, from the fork to the first message. */
#ifndef PKHOST_WORKER_CHILD_H
#define PKHOST_WORKER_CHILD_H

#include <stddef.h>

#include "worker/kinds.h"
#include "worker/lock_in.h"

#pragma GCC visibility push(hidden)

/* What it begins with. */
struct birth {
    int zygote; /* its process id */
    const struct pristine *pristine;
    void *lane; /* its memory, */
    size_t ring;
    void *image; /* NULL: it begins with the VM as it is */
    size_t image_size;
};

/* How a worker ends whose start has failed: the status of its exit, beside those of enum
 * server_exit. */
enum child_exit {
    CHILD_NOT_LOCKED_IN = 5,
    CHILD_BAD_IMAGE = 6, /* it is no image of a VM of this kind, or there is no memory */
};

/* Never returns. */
_Noreturn void child_run(const struct birth *birth, const struct locked_in *locked);

#pragma GCC visibility pop

#endif
