/* child.h -- a worker, from the fork to the first message. */
#ifndef PKHOST_WORKER_CHILD_H
#define PKHOST_WORKER_CHILD_H

#include <stddef.h>

#include "pkhost.h"

#pragma GCC visibility push(hidden)

/* What it begins with. */
struct birth {
    int zygote; /* its process id */
    pkhost_vm *vm;
    void *lane; /* its memory, */
    size_t ring;
    const void *image; /* NULL: it begins with the VM as it is */
    size_t image_size;
};

/* Never returns.  What fails here ends the process with the errno as its exit code,
 * before it is ready. */
_Noreturn void child_run(const struct birth *birth);

#pragma GCC visibility pop

#endif
