/* deque_data.h -- what a deque holds: for python/deque.c, and for the garbage collector, which looks
 * into it. */
#ifndef PKHOST_INTERPOSE_DEQUE_DATA_H
#define PKHOST_INTERPOSE_DEQUE_DATA_H

#include "base/pocketpy.h"

typedef struct deque_data {
    py_TValue ring; /* a tuple with mask + 1 places, a power of 2; nil where no item is */
    uint32_t first, used, mask;
    uint32_t changes; /* counted up when an item comes or goes */
    int64_t most;     /* items that there may be; -1: any number */
} deque_data;

#endif
