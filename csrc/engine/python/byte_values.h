/* byte_values.h -- bytes, bytearray, array and memoryview, in VMs of dialect "python".
 *
 * A bytearray holds bytes with room for more, and its size (interpose/byte_array.h); so does an array.
 * A memoryview has two slots: the object it looks at; and bytes, or None: what it shows in one piece,
 * if it shows what does not lie so.
 */
#ifndef PKHOST_PYTHON_BYTE_VALUES_H
#define PKHOST_PYTHON_BYTE_VALUES_H

#include "base/current.h"
#include "interpose/byte_array.h"

#pragma GCC visibility push(hidden)

/* Items of one form that lie `step` bytes apart. */
typedef struct memory_view {
    int64_t start, count, step; /* in bytes, items, bytes */
    int item;                   /* size of one in bytes */
    char letter, form[3];       /* "@i": its letter is "i" */
    bool is_released, is_readonly, has_hash;
    int64_t hash;
} memory_view;
enum { VIEW_OBJECT, VIEW_IN_ONE_PIECE, VIEW_SLOTS };

static inline bool bytearray_is(const py_TValue *value)
{
    const py_Type type = pkhost_here->types.bytearray;
    return value->type == type || (value->type > type && py_issubclass(value->type, type));
}
static inline byte_array *bytearray_of(const py_TValue *value)
{
    return py_touserdata((py_Ref)value);
}
static inline bool memoryview_is(const py_TValue *value)
{
    return value->type == pkhost_here->types.memoryview;
}

/* Whether it was not released; false: ValueError. */
bool memoryview_is_usable(py_Ref view);
/* An item of a memoryview, in py_retval(): 1; 0: there is none with this number; -1: raised. */
int memoryview_item(py_Ref view, int64_t at);

/* What a bytes-like object holds, until something changes it; false, without an exception: it is
 * none. */
bool bytes_of(py_Ref value, c11_sv *out);
/* The same; false: TypeError. */
bool bytes_required(py_Ref value, c11_sv *out);
/* The same of what may be written; false, without an exception: it may not, or does not lie in one
 * piece. */
bool bytes_writable(py_Ref value, c11_sv *out);
/* The same for self, argv[0], and what can be looked for: a number is one byte, in *one. */
bool bytes_or_byte(py_Ref value, char *one, c11_sv *out);

/* In py_retval(): new bytes, or a new bytearray; their content is to be written. */
char *bytes_new(int64_t size);
char *bytearray_new(int64_t size);
/* An empty one of the class, or of one derived from it. */
void bytearray_new_of(py_OutRef out, py_Type type);
/* Of the kind of `like`: bytearrays make bytearrays, all others bytes. */
char *bytes_new_like(py_Ref like, int64_t size);
bool bytes_give_like(py_Ref like, const char *data, int64_t size);

/* A byte: an int from 0 to 255, or what has __index__; `what`: "byte", "bytes" for the error. */
bool byte_required(py_Ref value, const char *what, char *out);
/* A number of C's, by __index__; what is larger raises IndexError. */
bool bytes_index(py_Ref value, int64_t *out);

#pragma GCC visibility pop

#endif
