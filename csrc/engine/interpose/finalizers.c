/* finalizers.c -- what finalizers.h describes. */
#include "interpose/finalizers.h"

#include "interpose/objects.h"
#include "memory/region.h"

static finalizers *here(void) { return &region_of(pk_current_vm)->finalizers; }

py_TValue *finalizers_pending(void) { return &here()->pending; }

void finalizers_watch(const py_TValue *object)
{
    finalizers *const f = here();
    if (f->count == f->capacity) {
        f->capacity = f->capacity == 0 ? 16 : 2 * f->capacity;
        f->watched = PK_REALLOC(f->watched, (size_t)f->capacity * sizeof *f->watched);
    }
    f->watched[f->count++] = object->_obj;
    if (f->pending.type == tp_nil) {
        py_TValue list;
        py_newlist(&list);
        f->pending = list;
    }
}

bool finalizers_find(void)
{
    finalizers *const f = here();
    int kept = 0;
    for (int i = 0; i < f->count; i++) {
        PyObject *const object = f->watched[i];
        if (is_marked(object)) {
            f->watched[kept++] = object;
            continue;
        }
        py_TValue value = { .type = object->type, .is_ptr = true, ._obj = object };
        py_list_append(&f->pending, &value);
    }
    const bool found = kept < f->count;
    f->count = kept;
    return found;
}
