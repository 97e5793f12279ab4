/* array_data.h -- what an array is: numbers of one kind.
 *
 * An array has its numbers as C has them (python/number_cells.h), in bytes that it holds as a bytearray
 * does, so all that takes bytes-like objects takes arrays.
 */
#ifndef PKHOST_PYTHON_ARRAY_DATA_H
#define PKHOST_PYTHON_ARRAY_DATA_H

#include "interpose/byte_array.h"
#include "memory/region.h"

#pragma GCC visibility push(hidden)

typedef struct array_data {
    byte_array bytes; /* first */
    char letter;
    int cell; /* size of one */
} array_data;

static inline bool array_is(const py_TValue *value) /* or of a class derived from it */
{
    const py_Type type = region_of(pk_current_vm)->array;
    return type != 0
           && (value->type == type || (value->type > type && py_issubclass(value->type, type)));
}
static inline array_data *array_of(const py_TValue *array)
{
    return (array_data *)py_touserdata((py_Ref)array);
}
static inline int64_t array_count(const array_data *a) { return a->bytes.size / a->cell; }

#pragma GCC visibility pop

#endif
