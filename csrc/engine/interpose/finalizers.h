/* finalizers.h -- objects whose end is to be noticed, and which of them nobody can reach any more.
 *
 * These are objects whose class has a __del__, from their making on, and generators that pause in a
 * try or with statement, from their first such pause on until they end.  When a marking of the
 * collector has not come to one, it is taken off, and kept for its __del__ to be called, or for it to
 * be closed (language/finalization.c): once, as in CPython.  All of it lies in the region.
 */
#ifndef PKHOST_INTERPOSE_FINALIZERS_H
#define PKHOST_INTERPOSE_FINALIZERS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* `place`: NULL for an object with a __del__.  A generator's is FINALIZER_NONE before, says where it is
 * watched while it is, and is FINALIZER_TAKEN once it was found; it lies in the generator. */
enum { FINALIZER_NONE = -1, FINALIZER_TAKEN = -2 };
void finalizers_begin(void); /* there is a list from now on */
void finalizers_watch(const py_TValue *object, int *place);
/* A generator has ended by itself. */
void finalizers_forget(int place);
/* After a marking: whether there are such that it has not come to.  These are to be marked now. */
bool finalizers_find(void);
/* Those that are to be ended: a list, or nil before any is watched. */
py_TValue *finalizers_pending(void);

#pragma GCC visibility pop

#endif
