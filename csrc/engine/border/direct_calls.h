/* direct_calls.h -- between border/host_functions.c and border/direct_calls.c, which cannot see internal.h:
 * PocketPy and Python both have a PyObject.
 */
#ifndef SHORTCUT_H
#define SHORTCUT_H

#include "pkhost.h"

#include <stdatomic.h>

/* Objects of Python's, borrowed (see pkhost_vm_direct_calls); read and written
 * under the GIL, but for `there`. */
typedef struct shortcut {
    void *functions, *gave, *raised;
    atomic_bool there; /* whether there are any */
} shortcut;

shortcut *vm_shortcut(pkhost_vm *vm);

/* Ask the host, as pkhost_host() does, by the shortest way. */
int64_t shortcut_ask(pkhost_vm *vm, int64_t token, int32_t function, const char *data, size_t size,
                     char *reply, size_t room);

#endif
