/* inspect.c -- a look at a run that is paused: where it is, and its variables.
 *
 * Nothing in the region is changed by it, and no code of the script's is run,
 * so the run goes on as if nobody had looked.  What it shows is bounded, since
 * a script chooses how much there is to see.
 */
#define _GNU_SOURCE
#include "run/inspect.h"

#include "base/current.h"
#include "base/library.h"
#include "base/messagepack.h"
#include "border/values.h"
#include "language/function.h"
#include "memory/region.h"
#include "stop/faults.h"
#include "stop/traceback.h"
#include "stop/zone.h"

#include <stdlib.h>
#include <string.h>

enum { VARIABLES_MOST = 1000, BYTES_MOST = 4 << 20, TYPE_MOST = 80 };

typedef struct look {
    messagepack_writer out; /* over `chunk`; the first member, see flush() */
    pkhost_vm *vm;
    text variables; /* an array's items */
    text value;     /* one of them */
    uint32_t count;
    unsigned char chunk[512];
} look;

static bool flush(messagepack_writer *out)
{
    look *l = (look *)out;
    int zone = zone_enter_host(l->vm);
    const bool kept =
        text_append(&l->variables, (const char *)out->start, (size_t)(out->at - out->start));
    zone_return(l->vm, zone);
    return kept;
}

static void add(look *l, py_Name name, py_Ref value)
{
    const c11_sv text = py_name2sv(name);
    const char *type = py_tpname(value->type);
    if (l->count >= VARIABLES_MOST || l->variables.size > BYTES_MOST || py_isnil(value))
        return;
    messagepack_write_array(&l->out, 3);
    messagepack_write_bin(&l->out, text.data, (uint32_t)text.size);
    messagepack_write_bin(&l->out, type, (uint32_t)strnlen(type, TYPE_MOST));
    if (values_view(l->vm, &l->value, value))
        messagepack_write_bin(&l->out, l->value.data, (uint32_t)l->value.size);
    else
        messagepack_write_nil(&l->out);
    l->count++;
}

/* Of the script itself and of classes: what they hold under names of theirs. */
static void add_namespace(look *l, const NameDict *names)
{
    for (int i = 0; i < names->capacity; i++) {
        const NameDict_KV *entry = &names->items[i];
        if (entry->key == NULL)
            continue;
        const c11_sv name = py_name2sv(entry->key);
        py_TValue value = entry->value;
        if (name.size < 2 || name.data[0] != '_' || name.data[1] != '_')
            add(l, entry->key, &value);
    }
}

static void look_around(look *l)
{
    const py_Frame *f = library_caller(region_vm(l->vm->region)->top_frame);
    if (f == NULL)
        return;
    if (!f->is_locals_special) {
        for (int i = 0; i < f->co->nlocals; i++)
            if (variable_in(f->co, i) != NULL)
                add(l, variable_in(f->co, i), &f->locals[i]);
    } else if (f->globals->type == tp_module) {
        add_namespace(l, PyObject__dict(f->globals->_obj));
    }
}

/* On the caller's thread, which may be one that runs another script. */
static bool see(look *l)
{
    pkhost_vm *vm = l->vm, *const outer = pkhost_here;
    VM *const outer_current = pk_current_vm;
    volatile bool seen = false;
    sigjmp_buf entry;
    memcpy(&entry, &vm->stop.entry, sizeof entry);
    pkhost_here = vm;
    pk_current_vm = region_vm(vm->region);
    faults_enter();
    if (sigsetjmp(vm->stop.entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        traceback_note(vm);
        look_around(l);
        seen = true;
    }
    vm->zone = ZONE_HOST;
    faults_leave();
    pk_current_vm = outer_current;
    pkhost_here = outer;
    memcpy(&vm->stop.entry, &entry, sizeof entry);
    if (!seen) { /* the script has damaged its VM: it will find out */
        vm->stop.abandoned = STOP_NONE;
        atomic_store(&vm->stop.reason, STOP_NONE);
    }
    return seen;
}

struct owned_view {
    pkhost_view view;
    text traceback, variables;
};

pkhost_view *view_of(text *traceback, text *variables)
{
    struct owned_view *const o = calloc(1, sizeof *o);
    if (o == NULL)
        return NULL;
    o->traceback = *traceback;
    o->variables = *variables;
    *traceback = *variables = (text){ 0 };
    o->view =
        (pkhost_view){ o->traceback.data, o->traceback.size, o->variables.data, o->variables.size };
    return &o->view;
}

void pkhost_vm_inspect(pkhost_view **view, pkhost_vm *vm)
{
    *view = NULL;
    look l = { .vm = vm };
    l.out = messagepack_writer_to(l.chunk, sizeof l.chunk, flush);
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active) || !atomic_load(&vm->slice.paused)) {
        pthread_mutex_unlock(&vm->lock);
        return;
    }
    text_clear(&vm->traceback);
    if (see(&l)) {
        messagepack_flush(&l.out);
    } else {
        l.variables.size = vm->traceback.size = 0;
        l.count = 0;
    }
    text traceback = vm->traceback, variables = { 0 };
    vm->traceback = (text){ 0 };
    pthread_mutex_unlock(&vm->lock);

    unsigned char head[MESSAGEPACK_HEAD_MOST];
    messagepack_writer array = messagepack_writer_to(head, sizeof head, NULL);
    messagepack_write_array(&array, l.count);
    if (!l.out.failed
        && text_append(&variables, (const char *)head, (size_t)(array.at - array.start))
        && text_append(&variables, l.variables.data, l.variables.size))
        *view = view_of(&traceback, &variables);
    text_free(&l.variables);
    text_free(&l.value);
    text_free(&traceback);
    text_free(&variables);
}

void pkhost_view_free(pkhost_view **view)
{
    struct owned_view *o = (struct owned_view *)*view;
    *view = NULL;
    if (o == NULL)
        return;
    text_free(&o->traceback);
    text_free(&o->variables);
    free(o);
}
