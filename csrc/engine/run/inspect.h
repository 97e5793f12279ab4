/* inspect.h -- views: what pkhost_vm_inspect() gives. */
#ifndef PKHOST_RUN_INSPECT_H
#define PKHOST_RUN_INSPECT_H

#include "base/text.h"
#include "pkhost.h"

#pragma GCC visibility push(hidden)

/* A view of these two, which it takes over; or NULL: the host has no memory left. */
pkhost_view *view_of(text *traceback, text *variables);

#pragma GCC visibility pop

#endif
