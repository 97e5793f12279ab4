/* array.h -- the module _array: arrays of numbers of one kind, which csrc/library/python/array.py shows.
 *
 * An array has its numbers as C has them (python/number_cells.h), in bytes that it holds as a bytearray
 * does, so all that takes bytes-like objects takes arrays.
 */
#ifndef PKHOST_PYTHON_ARRAY_H
#define PKHOST_PYTHON_ARRAY_H

#include "memory/region.h"
#include "python/byte_arrays.h"

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

/* A new one of a class, with so many cells, which are to be written. */
char *array_new_of(py_OutRef out, py_Type type, char letter, int64_t count);
/* The item with this number, which is there. */
bool array_read(const array_data *a, int64_t at, py_OutRef out);
/* Whether an item is equal to a value; both on the value stack, or numbers.  -1: raised. */
static inline int array_items_equal(const py_TValue *item, const py_TValue *value)
{
    if (item->type == tp_int && value->type == tp_int)
        return item->_i64 == value->_i64;
    if (item->type == tp_float && value->type == tp_float)
        return item->_f64 == value->_f64; /* a NaN is not equal to itself */
    return py_equal((py_Ref)item, (py_Ref)value);
}
/* A value as a cell of the kind; false: raised.  It may run code of a script's. */
bool array_convert(char letter, py_Ref value, char cell[8]);
bool array_append(py_Ref array, py_Ref value);
/* All items of an iterable, or of an array of the same kind; both on the value stack. */
bool array_extend(py_Ref array, py_Ref iterable);
bool array_add_bytes(py_Ref array, c11_sv bytes);
/* Text at the end of an array of characters. */
bool array_add_text(py_Ref array, c11_sv text);
bool array_to_list(py_Ref array, py_OutRef out);
bool array_to_text(py_Ref array, py_OutRef out);

/* Into the type: */
void array_add_methods(py_Type type);   /* python/array_methods.c */
void array_add_operators(py_Type type); /* python/array_operators.c */

bool array_fill(py_GlobalRef module); /* the module _array, when it is first imported */
void array_signatures(void);

#pragma GCC visibility pop

#endif
