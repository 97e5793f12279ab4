/* set_data.h -- what a set or frozenset of dialect "python" holds: for language/sets.c, and for the
 * garbage collector, which looks into it. */
#ifndef PKHOST_INTERPOSE_SET_DATA_H
#define PKHOST_INTERPOSE_SET_DATA_H

#include "base/pocketpy.h"

/* A hash table as CPython's (its Objects/setobject.c), so that iteration has its order. */
typedef struct set_data {
    py_TValue keys;   /* a tuple with mask + 1 places; nil: none has been there, nil with an
                         `extra` of 1: one was taken away */
    py_TValue hashes; /* bytes: an int64_t for each place; 0 and -1 for those two */
    uint32_t mask;
    uint32_t fill; /* places that are used, or were */
    uint32_t used;
    uint32_t finger;  /* where pop() looks on */
    uint32_t changes; /* counted up whenever a place changes */
    bool is_hashed;   /* of a frozenset: `hash` is known */
    int64_t hash;
} set_data;

#endif
