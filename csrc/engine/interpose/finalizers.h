/* finalizers.h -- objects whose class has a __del__, and which of them nobody can reach any more.
 *
 * An object is watched from its making on.  When a marking of the collector has not come to it, it is
 * taken off, and kept for its __del__ to be called (language/finalization.c): once, as in CPython.
 * All of it lies in the region.
 */
#ifndef PKHOST_INTERPOSE_FINALIZERS_H
#define PKHOST_INTERPOSE_FINALIZERS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void finalizers_watch(const py_TValue *object);
/* After a marking: whether there are such that it has not come to.  These are to be marked now. */
bool finalizers_find(void);
/* Those whose __del__ is to be called: a list, or nil. */
py_TValue *finalizers_pending(void);

#pragma GCC visibility pop

#endif
