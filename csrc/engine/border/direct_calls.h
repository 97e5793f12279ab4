/* direct_calls.h -- calls of functions of the host's without pkhost_host().
 *
 * What border/host_functions.c and border/direct_calls.c share.  The latter includes
 * Python's headers, so it cannot include internal.h: PocketPy and Python both define
 * a type PyObject.
 */
#ifndef PKHOST_DIRECT_CALLS_H
#define PKHOST_DIRECT_CALLS_H

#include "pkhost.h"

#include <stdatomic.h>

/* Objects of Python's, borrowed (see pkhost_vm_direct_calls); read and written
 * under the GIL, but for `there`. */
typedef struct direct_calls {
    void *functions, *gave, *raised;
    atomic_bool there; /* whether there are any */
} direct_calls;

direct_calls *vm_direct_calls(pkhost_vm *vm);

/* Call a function of the host's, directly if that is possible, else by pkhost_host().
 * Takes and returns what pkhost_host() does. */
int64_t host_call(pkhost_vm *vm, int64_t token, int32_t function, const char *data, size_t size,
                  char *reply, size_t room);

#endif
