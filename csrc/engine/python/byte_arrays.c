/* byte_arrays.c -- the bytes of a bytearray or an array, which become more and less. */
#include "python/byte_arrays.h"

#include "base/macros.h"
#include "interpose/characters.h"
#include "interpose/garbage.h"
#include "language/exception_types.h"
#include "python/array_data.h"
#include "stop/zone.h"

#include <string.h>

char *byte_array_data(py_Ref self)
{
    int room;
    return (char *)py_tobytes(&bytearray_of(self)->content, &room);
}

/* ---------------------------------------------------------------------------------- views */

typedef struct search {
    const PyObject *viewed;
    int64_t objects;
    bool found;
} search;

static void look_at(PyObject *object, void *context)
{
    search *const s = context;
    py_TValue value = { .type = object->type, .is_ptr = true, ._obj = object };
    s->objects++;
    if (!memoryview_is(&value))
        return;
    const memory_view *const v = py_touserdata(&value);
    const py_TValue *const of = py_getslot(&value, 0);
    s->found |= !v->is_released && of->is_ptr && of->_obj == s->viewed;
}

bool byte_array_may_change(py_Ref self)
{
    enum { OBJECTS_A_STEP = 64 };
    byte_array *const a = bytearray_of(self);
    if (LIKELY(!a->was_viewed))
        return true;
    search s = { .viewed = self->_obj };
    garbage_visit_reached(look_at, &s);
    pkhost_here->region->steps_left -= s.objects / OBJECTS_A_STEP;
    a->was_viewed = s.found;
    return !s.found
           || py_exception(exception_type_of(EXCEPTION_BufferError), "%s",
                           array_is(self) ? "cannot resize an array that is exporting buffers"
                                          : "Existing exports of data: object cannot be re-sized");
}

/* ----------------------------------------------------------------------------- their number */

char *byte_array_gap(py_Ref self, int64_t at, int64_t gone, int64_t size)
{
    if (size != gone && !byte_array_may_change(self))
        return NULL;
    byte_array *const a = bytearray_of(self);
    const int64_t length = a->size - gone + size;
    int room;
    const char *const before = (char *)py_tobytes(&a->content, &room);
    if (length > CHARACTERS_MOST / 2)
        stop_abandon(pkhost_here, STOP_MEMORY);
    if (length > room) {
        py_TValue larger;
        char *const to = (char *)py_newbytes(&larger, (int)(length + length / 8 + 16));
        memcpy(to, before, (size_t)a->size);
        a->content = larger;
    }
    char *const data = byte_array_data(self);
    memmove(data + at + size, data + at + gone, (size_t)(a->size - at - gone));
    a->size = (int)length;
    return data + at;
}

bool byte_array_delete(py_Ref self, slice_items s, int cell)
{
    if (s.count <= 0)
        return true;
    if (!byte_array_may_change(self))
        return false;
    /* __index__ of the slice's may have made it shorter. */
    const int64_t length = bytearray_of(self)->size / cell;
    if (s.step < 0) {
        s.start += (s.count - 1) * s.step;
        s.step = -s.step;
    }
    char *const data = byte_array_data(self);
    int64_t to = s.start, next = s.start, left = s.count;
    if (s.start >= length)
        return true;
    if (s.step == 1) {
        const int64_t end = s.start + s.count < length ? s.start + s.count : length;
        memmove(data + to * cell, data + end * cell, (size_t)((length - end) * cell));
        to += length - end;
    } else {
        for (int64_t from = s.start; from < length; from++) {
            if (left > 0 && from == next) {
                next += s.step;
                left--;
                continue;
            }
            memmove(data + to++ * cell, data + from * cell, (size_t)cell);
        }
    }
    bytearray_of(self)->size = (int)(to * cell);
    return true;
}
