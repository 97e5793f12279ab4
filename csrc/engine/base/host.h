/* host.h -- what a VM keeps for calls of the host's functions.
 *
 * Owned by border/host_functions.c.  It stands apart from base/vm.h, because
 * border/direct_calls.c includes Python.h, and PocketPy and Python both have a
 * PyObject.
 */
#ifndef PKHOST_BASE_HOST_H
#define PKHOST_BASE_HOST_H

#include "base/text.h"

#include <stdatomic.h>
#include <stdint.h>

/* Python objects, borrowed (see pkhost_vm_direct_calls).  They are read and
 * written under the GIL, but for `available`. */
struct direct_calls {
    void *functions, *answers;
    atomic_bool available; /* whether there are any */
};

struct vm_host {
    text call, reply; /* to the host, and back: MessagePack */
    struct direct_calls direct;
    /* The host's number for the exception that it made last; forgotten if that did not end
     * the script: run/outcome.c. */
    int64_t error;
};

#endif
