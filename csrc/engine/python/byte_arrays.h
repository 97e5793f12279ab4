/* byte_arrays.h -- the bytes of a bytearray or an array, which become more and less.
 *
 * As long as there is a memoryview of them that is not released, they keep their number, as in CPython.
 * Nobody counts those views: whether one is left is found by marking what can be reached, when the
 * number is to change and a view was made since the last time that none was left.
 */
#ifndef PKHOST_PYTHON_BYTE_ARRAYS_H
#define PKHOST_PYTHON_BYTE_ARRAYS_H

#include "python/byte_values.h"
#include "python/slice_bounds.h"

#pragma GCC visibility push(hidden)

char *byte_array_data(py_Ref self);
/* Whether their number may change; false: BufferError. */
bool byte_array_may_change(py_Ref self);
/* So many bytes take the place of `gone` bytes at `at`; where they are, to be written.  NULL:
 * BufferError. */
char *byte_array_gap(py_Ref self, int64_t at, int64_t gone, int64_t size);
/* The same for a slice of cells of `cell` bytes, to be taken out. */
bool byte_array_delete(py_Ref self, slice_items slice, int cell);

#pragma GCC visibility pop

#endif
