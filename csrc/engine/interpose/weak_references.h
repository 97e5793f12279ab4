/* weak_references.h -- references that do not keep an object alive.
 *
 * The marking of the collector does not see their objects.  When it has not come to one, its references
 * refer to nothing from then on, and those that have a callback wait for it to be called
 * (language/finalization.c).  All of it lies in the region.
 */
#ifndef PKHOST_INTERPOSE_WEAK_REFERENCES_H
#define PKHOST_INTERPOSE_WEAK_REFERENCES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The data of a reference; the collector sees what it begins with. */
typedef struct weak_reference {
    py_TValue callback; /* None: there is none */
    PyObject *object;   /* NULL: it is gone */
    int next;           /* in the chain of its bucket; -1 */
    bool has_hash;
    int64_t hash;
} weak_reference;

bool weak_reference_is(const py_TValue *value);
weak_reference *weak_reference_of(const py_TValue *reference);
/* A new reference, whose data is set but for `next`, is one of its object's from now on. */
void weak_reference_begin(const py_TValue *reference);
/* The references of an object, one after another: the index behind `after`, -1 to begin with; -1: that
 * were all. */
int weak_references_next(const PyObject *object, int after);
/* After a marking that is complete. */
void weak_references_find(void);

#pragma GCC visibility pop

#endif
