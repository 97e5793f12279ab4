/* namespaces.h -- what the names of a class body or of exec() are stored in. */
#ifndef PKHOST_INTERPOSE_NAMESPACES_H
#define PKHOST_INTERPOSE_NAMESPACES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* An instance of a class that is derived from dict, as PocketPy's loop takes it for a frame's locals:
 * the value says dict, and the object what it is. */
void namespace_as_dict(py_Ref namespace);
/* The same as a script may have it. */
void namespace_as_it_is(py_Ref namespace);

#pragma GCC visibility pop

#endif
