/* sets.h -- sets in C, in dialect "python": the table, and what of it others use.
 *
 * set and frozenset are types of ours (vm->types.set, .frozenset), which classes of scripts may be
 * derived from; the data of an object of either is a set_data.  The algorithms are those of CPython's
 * Objects/setobject.c, step by step where they decide on the order of iteration.
 *
 * Comparing keys may run code of the script's, which may change the set; a look-up begins anew then.
 * Sets and keys that are passed lie where the garbage collector sees them.
 */
#ifndef PKHOST_LANGUAGE_SETS_H
#define PKHOST_LANGUAGE_SETS_H

#include "interpose/set_data.h"

#pragma GCC visibility push(hidden)

bool set_is(const py_TValue *value); /* a set or frozenset, or of a class derived from one */
bool set_is_frozen(const py_TValue *value);
/* An empty one, of one of the two types or a class derived from it. */
bool set_new_of(py_OutRef out, py_Type type);
bool set_new(py_OutRef out);
bool set_add(py_Ref set, py_Ref item);
/* Adds all that a set, a dict or any other iterable gives. */
bool set_update(py_Ref set, py_Ref iterable);
int set_contains(py_Ref set, py_Ref item); /* 1, 0; -1: an exception */
int set_discard(py_Ref set, py_Ref item);  /* 1: it was there */
void set_clear(py_Ref set);
bool set_pop(py_Ref set, py_OutRef out); /* false: it is empty */
uint32_t set_size(const py_TValue *set);
/* The item at *position or behind it, which is moved on; NULL: no more.  Begin with 0. */
py_TValue *set_next(const py_TValue *set, uint32_t *position);
int64_t set_hash(py_Ref frozenset);

#pragma GCC visibility pop

#endif
