/* direct_calls.h -- calls of functions of the host's without pkhost_host().
 *
 * No header of PocketPy's is included here: it and Python.h both define a type
 * PyObject.
 */
#ifndef PKHOST_BORDER_DIRECT_CALLS_H
#define PKHOST_BORDER_DIRECT_CALLS_H

#include "base/host.h"

#pragma GCC visibility push(hidden)

/* Call a function of the host's, directly if that is possible, else by pkhost_host().
 * Takes and returns what pkhost_host() does; an answer that has no room in `room` bytes
 * at `reply` is left in h->reply. */
int64_t host_call(struct vm_host *h, int64_t token, int32_t function, const char *data, size_t size,
                  char *reply, size_t room);
/* See pkhost_vm_direct_calls(). */
void direct_calls_set(struct direct_calls *d, uintptr_t functions, uintptr_t answers);

#pragma GCC visibility pop

#endif
