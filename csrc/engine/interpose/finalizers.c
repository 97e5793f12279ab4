/* finalizers.c -- what finalizers.h describes. */
#include "interpose/finalizers.h"

#include "interpose/objects.h"
#include "memory/region.h"

static finalizers *here(void) { return &region_of(pk_current_vm)->finalizers; }

py_TValue *finalizers_pending(void) { return &here()->pending; }

void finalizers_begin(void)
{
    finalizers *const f = here();
    if (f->pending.type != tp_nil)
        return;
    py_TValue list;
    py_newlist(&list);
    f->pending = list;
}

static void keep(finalizers *f, int to, struct watched which)
{
    f->watched[to] = which;
    if (which.place != NULL)
        *which.place = to;
}

static void drop_forgotten(finalizers *f)
{
    int kept = 0;
    for (int i = 0; i < f->count; i++)
        if (f->watched[i].object != NULL)
            keep(f, kept++, f->watched[i]);
    f->count = kept;
}

void finalizers_watch(const py_TValue *object, int *place)
{
    finalizers *const f = here();
    if (f->count == f->capacity && f->objects + f->generators <= f->count / 2)
        drop_forgotten(f);
    if (f->count == f->capacity) {
        f->capacity = f->capacity == 0 ? 16 : 2 * f->capacity;
        f->watched = PK_REALLOC(f->watched, (size_t)f->capacity * sizeof *f->watched);
    }
    keep(f, f->count++, (struct watched){ object->_obj, place });
    *(place != NULL ? &f->generators : &f->objects) += 1;
    f->is_new |= place != NULL;
    finalizers_begin();
}

void finalizers_forget(int place)
{
    finalizers *const f = here();
    f->watched[place].object = NULL;
    f->generators--;
}

bool finalizers_find(void)
{
    finalizers *const f = here();
    int kept = 0;
    bool found = false;
    for (int i = 0; i < f->count; i++) {
        const struct watched which = f->watched[i];
        if (which.object == NULL)
            continue;
        if (is_marked(which.object)) {
            keep(f, kept++, which);
            continue;
        }
        py_TValue value = { .type = which.object->type, .is_ptr = true, ._obj = which.object };
        py_list_append(&f->pending, &value);
        *(which.place != NULL ? &f->generators : &f->objects) -= 1;
        if (which.place != NULL)
            *which.place = FINALIZER_TAKEN;
        found = true;
    }
    f->count = kept;
    return found;
}
