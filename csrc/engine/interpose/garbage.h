/* garbage.h -- what can be reached. */
#ifndef PKHOST_INTERPOSE_GARBAGE_H
#define PKHOST_INTERPOSE_GARBAGE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* Marks what can be reached, as a collection does, and visits all of it; nothing is collected.  It
 * takes as long as a collection, and what lies on the C stack alone is not reached. */
void garbage_visit_reached(void (*visit)(PyObject *, void *), void *context);

#pragma GCC visibility pop

#endif
