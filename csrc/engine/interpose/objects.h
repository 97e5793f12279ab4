/* objects.h -- all objects of a VM. */
#ifndef PKHOST_INTERPOSE_OBJECTS_H
#define PKHOST_INTERPOSE_OBJECTS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void objects_visit(VM *pk, void (*visit)(PyObject *, void *), void *context);

#pragma GCC visibility pop

#endif
