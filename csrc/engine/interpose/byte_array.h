/* byte_array.h -- what a bytearray of dialect "python" holds, and an array begins with: for
 * python/byte_arrays.c, and for the garbage collector, which looks into it. */
#ifndef PKHOST_INTERPOSE_BYTE_ARRAY_H
#define PKHOST_INTERPOSE_BYTE_ARRAY_H

#include "base/pocketpy.h"

typedef struct byte_array {
    py_TValue content; /* bytes, with room for more */
    int size;          /* of what is used of them */
    bool was_viewed;   /* a memoryview of it was made, which may be alive */
} byte_array;

#endif
