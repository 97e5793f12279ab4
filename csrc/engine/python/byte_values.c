/* byte_values.c -- what bytes-like objects hold, and new ones. */
#include "python/byte_values.h"

#include "base/current.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "language/iteration.h"
#include "python/array_data.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/number_operators.h"
#include "stop/zone.h"

#include <string.h>

/* ------------------------------------------------------------------------- what is given */

static c11_sv array_bytes(py_Ref array)
{
    int room;
    const char *const data = (const char *)py_tobytes(&bytearray_of(array)->content, &room);
    const byte_array *const a = py_touserdata(array);
    return (c11_sv){ data, a->size < room ? a->size : room };
}

/* Whether items of a view lie one after the other.  What it looks at keeps its size as long as it is
 * viewed; should it not, nothing is shown. */
static bool in_one_piece(py_Ref view, c11_sv *all)
{
    const memory_view *const v = py_touserdata(view);
    if (!bytes_of(py_getslot(view, VIEW_OBJECT), all) || v->count == 0
        || v->start + (v->count - 1) * v->step + v->item > all->size || v->start < 0
        || v->start + (v->count - 1) * v->step < 0) {
        *all = (c11_sv){ "", 0 };
        return true;
    }
    if (v->step != v->item && v->count > 1)
        return false;
    *all = (c11_sv){ all->data + v->start, (int)v->count * v->item };
    return true;
}

static c11_sv viewed_bytes(py_Ref view)
{
    const memory_view *const v = py_touserdata(view);
    c11_sv all;
    if (in_one_piece(view, &all))
        return all;
    py_TValue made;
    const int size = (int)v->count * v->item;
    char *const to = (char *)py_newbytes(&made, size);
    for (int64_t i = 0; i < v->count; i++)
        memcpy(to + i * v->item, all.data + v->start + i * v->step, (size_t)v->item);
    *py_getslot(view, VIEW_IN_ONE_PIECE) = made;
    return (c11_sv){ to, size };
}

bool bytes_of(py_Ref value, c11_sv *out)
{
    value = boxed_value(value);
    if (value->type == tp_bytes) {
        int size;
        out->data = (const char *)py_tobytes(value, &size);
        out->size = size;
    } else if (bytearray_is(value) || array_is(value)) {
        *out = array_bytes(value);
    } else if (memoryview_is(value)) {
        *out = viewed_bytes(value);
    } else {
        return false;
    }
    return true;
}

bool bytes_writable(py_Ref value, c11_sv *out)
{
    if (!memoryview_is(value))
        return (bytearray_is(value) || array_is(value)) && bytes_of(value, out);
    const memory_view *const v = py_touserdata(value);
    return !v->is_readonly && !v->is_released && in_one_piece(value, out);
}

bool memoryview_is_usable(py_Ref view)
{
    return !((const memory_view *)py_touserdata(view))->is_released
           || ValueError("operation forbidden on released memoryview object");
}

bool bytes_required(py_Ref value, c11_sv *out)
{
    if (memoryview_is(value) && !memoryview_is_usable(value))
        return false;
    return bytes_of(value, out)
           || TypeError("a bytes-like object is required, not '%t'", value->type);
}

bool bytes_index(py_Ref value, int64_t *out)
{
    py_TValue index;
    integer whole;
    if (!integer_index_is_possible(value))
        return TypeError("'%t' object cannot be interpreted as an integer", value->type);
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    return integer_as_int64(&whole, out)
           || IndexError("cannot fit '%t' into an index-sized integer", value->type);
}

bool byte_required(py_Ref value, const char *what, char *out)
{
    py_TValue index;
    integer whole;
    int64_t number;
    if (!integer_index_is_possible(value))
        return TypeError("'%t' object cannot be interpreted as an integer", value->type);
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    if (!integer_as_int64(&whole, &number) || number < 0 || number > 255)
        return ValueError("%s must be in range(0, 256)", what);
    *out = (char)number;
    return true;
}

bool bytes_or_byte(py_Ref value, char *one, c11_sv *out)
{
    if (bytes_of(value, out))
        return true;
    if (!integer_index_is_possible(value))
        return TypeError("argument should be integer or bytes-like object, not '%t'", value->type);
    *out = (c11_sv){ one, 1 };
    return byte_required(value, "byte", one);
}

/* ------------------------------------------------------------------------- what is made */

char *bytes_new(int64_t size)
{
    if (size > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    return (char *)py_newbytes(py_retval(), (int)size);
}

char *bytearray_new(int64_t size)
{
    py_TValue content, made;
    if (size > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const data = (char *)py_newbytes(&content, (int)size);
    byte_array *const a = py_newobject(&made, pkhost_here->types.bytearray, 0, sizeof *a);
    *a = (byte_array){ content, (int)size, false };
    *py_retval() = made;
    return data;
}

void bytearray_new_of(py_OutRef out, py_Type type)
{
    py_TValue content;
    py_newbytes(&content, 0);
    const bool is_plain = type == pkhost_here->types.bytearray;
    byte_array *const a = py_newobject(out, type, is_plain ? 0 : -1, sizeof *a);
    *a = (byte_array){ content, 0, false };
}

char *bytes_new_like(py_Ref like, int64_t size)
{
    return bytearray_is(like) ? bytearray_new(size) : bytes_new(size);
}

bool bytes_give_like(py_Ref like, const char *data, int64_t size)
{
    char *const to = bytes_new_like(like, size);
    if (size > 0)
        memcpy(to, data, (size_t)size);
    return true;
}
