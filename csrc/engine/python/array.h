/* array.h -- the items of an array, and a new one. */
#ifndef PKHOST_PYTHON_ARRAY_H
#define PKHOST_PYTHON_ARRAY_H

#include "python/array_data.h"
#include "python/byte_arrays.h"

#pragma GCC visibility push(hidden)

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
bool array_extend_each(py_Ref array, py_Ref iterable); /* of an array of another kind too */
bool array_add_bytes(py_Ref array, c11_sv bytes);
/* Text at the end of an array of characters. */
bool array_add_text(py_Ref array, c11_sv text);
bool array_to_list(py_Ref array, py_OutRef out);
bool array_to_text(py_Ref array, py_OutRef out);

#pragma GCC visibility pop

#endif
