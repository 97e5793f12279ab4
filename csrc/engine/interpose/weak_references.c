/* weak_references.c -- what weak_references.h describes. */
#include "interpose/weak_references.h"

#include "interpose/finalizers.h"
#include "interpose/objects.h"
#include "memory/region.h"

#include "pocketpy/objects/object.h"

enum { BUCKETS_LEAST = 16 }; /* powers of two */

static weak_references *here(void) { return &region_of(pk_current_vm)->weak_references; }

bool weak_reference_is(const py_TValue *value)
{
    const py_Type type = here()->type;
    return type != 0 && value->is_ptr && py_isinstance((py_Ref)value, type);
}

weak_reference *weak_reference_of(const py_TValue *reference)
{
    return PyObject__userdata(reference->_obj);
}

static weak_reference *data_at(const weak_references *w, int i)
{
    return PyObject__userdata(w->all[i]);
}

/* Addresses of objects are multiples of 16; the same in every process but for their upper half. */
static int *bucket_of(const weak_references *w, const PyObject *object)
{
    const uint32_t low = (uint32_t)(uintptr_t)object >> 4;
    return &w->buckets[(low ^ low >> 10) & (uint32_t)(w->bucket_count - 1)];
}

static void put_in(weak_references *w, int i)
{
    weak_reference *const data = data_at(w, i);
    int *const bucket = bucket_of(w, data->object);
    data->next = *bucket;
    *bucket = i;
}

static void put_all_in(weak_references *w)
{
    for (int i = 0; i < w->bucket_count; i++)
        w->buckets[i] = -1;
    for (int i = 0; i < w->count; i++)
        put_in(w, i);
}

void weak_reference_begin(const py_TValue *reference)
{
    weak_references *const w = here();
    if (w->count == w->capacity) {
        w->capacity = w->capacity == 0 ? BUCKETS_LEAST : 2 * w->capacity;
        w->all = PK_REALLOC(w->all, (size_t)w->capacity * sizeof(PyObject *));
        w->buckets = PK_REALLOC(w->buckets, (size_t)w->capacity * sizeof *w->buckets);
        w->bucket_count = w->capacity;
        put_all_in(w);
    }
    w->all[w->count] = reference->_obj;
    put_in(w, w->count++);
    finalizers_begin();
}

int weak_references_next(const PyObject *object, int after)
{
    const weak_references *const w = here();
    if (w->bucket_count == 0)
        return -1;
    int i = after < 0 ? *bucket_of(w, object) : data_at(w, after)->next;
    while (i >= 0 && data_at(w, i)->object != object)
        i = data_at(w, i)->next;
    return i;
}

void weak_references_find(void)
{
    weak_references *const w = here();
    int kept = 0;
    for (int i = 0; i < w->count; i++) {
        PyObject *const reference = w->all[i];
        if (!is_marked(reference))
            continue;
        weak_reference *const data = data_at(w, i);
        if (is_marked(data->object)) {
            w->all[kept++] = reference;
            continue;
        }
        data->object = NULL;
        py_TValue value = { .type = reference->type, .is_ptr = true, ._obj = reference };
        if (data->callback.type != tp_NoneType)
            py_list_append(finalizers_pending(), &value);
    }
    if (kept == w->count)
        return;
    w->count = kept;
    put_all_in(w);
}
