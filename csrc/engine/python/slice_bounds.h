/* slice_bounds.h -- which items of a sequence a slice selects, in VMs of dialect "python".
 *
 * sequence_methods.c (list, tuple), bytes.c, bytearray.c, memoryview.c and str_items.c call these for
 * sequence[start:stop:step], and for the bounds of index() and insert().
 *
 * A bound may be any object with __index__, a method of the script's, which may change the sequence
 * meanwhile.  So it goes in two steps: slice_read() takes the numbers, then slice_select() is
 * told the sequence's length as it is now.  slice_take() is both in one, for what cannot
 * change, or for callers that look at the length again themselves.
 */
#ifndef PKHOST_PYTHON_SLICE_BOUNDS_H
#define PKHOST_PYTHON_SLICE_BOUNDS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* The numbers of a slice; those of None are not read. */
typedef struct slice_numbers {
    int64_t start, stop, step;
    bool has_start, has_stop;
} slice_numbers;

/* The items start, start + step, ...: `count` of them, all within the sequence.  `stop` is where the
 * slice ends: before start (with a step above 0) if it is empty there. */
typedef struct slice_items {
    int64_t start, stop, step;
    int64_t count;
} slice_items;

/* False: an exception, TypeError for what is no int, ValueError for a step of 0. */
bool slice_read(py_Ref slice, slice_numbers *out);
slice_items slice_select(const slice_numbers *numbers, int64_t length);
bool slice_take(py_Ref slice, int64_t length, slice_items *out);

/* One bound: an int, or what has __index__, cut to what 64 bits hold; `otherwise` for None. */
bool slice_bound(py_Ref bound, int64_t otherwise, int64_t *out);
/* A bound that counts from the end if it is negative, then cut to what lies from `least` to `most`. */
int64_t slice_within(int64_t bound, int64_t length, int64_t least, int64_t most);

#pragma GCC visibility pop

#endif
