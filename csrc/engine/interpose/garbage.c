/* garbage.c -- what PocketPy's garbage collector overlooks.
 *
 * Its marking visits the contents of objects whose type is exactly dict, list,
 * BaseException or chunked_array2d, and not those of instances of subclasses:
 * what only a defaultdict or a ValueError refers to is freed while it is in use.
 *
 * So after its marking we look at every object that was marked, and hand the
 * contents of those that were overlooked, and what these lead to, to another
 * round of it, through the callback that it has for roots; until a round finds
 * nothing new.
 *
 * PocketPy 2.2 lets scripts say that an object refers to nothing, whether that
 * is true or not (gc.untrack); what it does refer to would be freed while it
 * is in use.  Here, saying so has no effect.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/versions.h"
#include "interpose/boxes.h"
#include "interpose/callbacks.h"
#include "interpose/exceptions.h"
#include "interpose/finalizers.h"
#include "interpose/garbage.h"
#include "interpose/guards.h"
#include "interpose/module_table.h"
#include "interpose/install.h"
#include "interpose/names.h"
#include "interpose/objects.h"
#include "interpose/set_data.h"
#include "interpose/text_places.h"
#include "interpose/weak_references.h"
#include "memory/dialect.h"
#include "memory/region.h"

#include "pocketpy/interpreter/objectpool.h"
#include "pocketpy/interpreter/types.h"

#include <string.h>

typedef struct visit {
    void (*mark)(py_Ref, void *);
    void *context;
    bool found;
} visit;

static bool is_set(py_Type type)
{
    const struct vm_types *const types = &pkhost_here->types;
    return dialect_is_python() && (type == types->set || type == types->frozenset);
}

/* Types of ours whose objects' data begins with a value that they hold. */
static bool is_holder(py_Type type)
{
    const region *const r = region_of(pk_current_vm);
    for (int i = 0; i < r->holder_count; i++)
        if (r->holders[i] == type)
            return true;
    return false;
}

/* Types that have contents, or whose subclasses have (interpose/boxes.h). */
static bool is_seen_into(py_Type type)
{
    return type == tp_dict || type == tp_BaseException || type == tp_chunked_array2d
           || type == tp_list || box_is_kind(type) || is_set(type) || is_holder(type);
}

/* Which of the types above an overlooked type is derived from; 0 if from none. */
static py_Type kind_of(VM *vm, py_Type type)
{
    if (is_seen_into(type) && !is_set(type) && !is_holder(type)
        && !(type == tp_BaseException && dialect_is_python()))
        return 0;
    for (py_TypeInfo *t = c11__getitem(TypePointer, &vm->types, type).ti; t != NULL; t = t->base_ti)
        if (is_seen_into(t->index))
            return !box_is_kind(t->index) || box_is_class(type) ? t->index : 0;
    return 0;
}

static void see(visit *v, py_Ref value)
{
    if (!value->is_ptr || is_marked(value->_obj))
        return;
    v->found = true;
    v->mark(value, v->context);
}

static void see_root(py_Ref value, void *context) { see(context, value); }

static bool see_entry(py_Ref key, py_Ref value, void *context)
{
    see(context, key);
    see(context, value);
    return true;
}

static void look_into(visit *v, PyObject *object, py_Type kind)
{
    py_TValue self = { .type = object->type, .is_ptr = true, ._obj = object };
    if (kind == tp_dict) {
        pkhost_originals.dict_apply(&self, see_entry, v);
        return;
    }
    if (kind == tp_chunked_array2d) {
        c11_chunked_array2d *array = PyObject__userdata(object);
        const int count = array->chunk_size * array->chunk_size + 1;
        see(v, &array->default_T);
        for (int i = 0; i < array->chunks.length; i++) {
            py_TValue *chunk = c11__getitem(c11_chunked_array2d_chunks_KV, &array->chunks, i).value;
            for (int j = 0; j < count; j++)
                see(v, &chunk[j]);
        }
        return;
    }
    if (is_set(kind)) {
        set_data *const set = PyObject__userdata(object);
        see(v, &set->keys);
        see(v, &set->hashes);
        return;
    }
    if (is_holder(kind)) {
        see(v, PyObject__userdata(object));
        return;
    }
    if (kind == tp_list) {
        c11_vector *list = PyObject__userdata(object);
        for (int i = 0; i < list->length; i++)
            see(v, c11__at(py_TValue, list, i));
        return;
    }
    if (box_is_kind(kind)) {
        see(v, PyObject__userdata(object));
        return;
    }
    BaseException *base = PyObject__userdata(object);
    see(v, &base->args);
    see(v, &base->inner_exc);
    for (int i = 0; i < base->stacktrace.length; i++) {
        BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &base->stacktrace, i);
        see(v, &f->locals);
        see(v, &f->globals);
    }
    if (!dialect_is_python())
        return;
    exception *whole = (exception *)base;
    py_TValue cause = exception_part(whole->cause), traceback = exception_part(whole->traceback);
    see(v, &cause);
    see(v, &traceback);
    for (int i = 0; i < whole->field_count; i++)
        see(v, &whole->fields[i]);
}

/* A dict whose keys are being compared, or entries shown, is pointed into, whether or not the script
 * has let it go meanwhile (interpose/callbacks.h). */
static bool is_in_use(PyObject *object)
{
    const pkhost_vm *const vm = pkhost_here;
    if (LIKELY(vm->checks.pinned == NULL) || !py_issubclass(object->type, tp_dict))
        return false;
    const Dict *const data = PyObject__userdata(object);
    return is_pinned(vm, data->entries.data, (size_t)data->entries.capacity * sizeof(DictEntry));
}

static void look_at(PyObject *object, void *v)
{
    if (!is_marked(object)) {
        py_TValue self = { .type = object->type, .is_ptr = true, ._obj = object };
        if (UNLIKELY(is_in_use(object)))
            see(v, &self);
        return;
    }
    py_Type kind = kind_of(pk_current_vm, object->type);
    if (kind != 0)
        look_into(v, object, kind);
}

/* Every place for a small object, also those that are free: their type is 0. */
static inline __attribute__((always_inline)) void visit_places(
    ManagedHeap *heap, void (*visit)(PyObject *, size_t size, void *), void *context)
{
    for (int p = 0; p < kMultiPoolCount; p++) {
        Pool *pool = &heap->small_objects.pools[p];
        for (int a = 0; a < pool->arenas.length; a++) {
            PoolArena *arena = c11__getitem(PoolArena *, &pool->arenas, a);
            for (int i = 0; i < arena->block_count; i++)
                visit((PyObject *)(arena->data + i * arena->block_size), (size_t)arena->block_size,
                      context);
        }
    }
}

struct visitor {
    void (*visit)(PyObject *, void *);
    void *context;
};

static void visit_if_used(PyObject *object, size_t size, void *visitor)
{
    const struct visitor *v = visitor;
    (void)size;
    if (object->type != 0)
        v->visit(object, v->context);
}

void objects_visit(VM *pk, void (*visit)(PyObject *, void *), void *context)
{
    ManagedHeap *heap = &pk->heap;
    struct visitor visitor = { visit, context };
    visit_places(heap, visit_if_used, &visitor);
    for (int i = 0; i < heap->large_objects.length; i++)
        visit(c11__getitem(PyObject *, &heap->large_objects, i), context);
}

static void look_at_name(py_Ref object, void *context) { see(context, object); }

/* What was found is looked into at once, whatever PocketPy's marking would do with it: it would come
 * to it in its next round only, so that each link of a chain of exceptions, or of instances that hold
 * sets of others, would cost a round.  It waits on PocketPy's own stack, from which what is done with
 * is taken; the rest stays for PocketPy, below `kept`. */
static bool see_attribute(py_Name name, py_Ref value, void *context)
{
    (void)name;
    see(context, value);
    return true;
}

static void look_into_slots(visit *v, PyObject *object)
{
    py_TValue self = { .type = object->type, .is_ptr = true, ._obj = object };
    if (object->slots == -1)
        py_applydict(&self, see_attribute, v);
    for (int i = 0; i < object->slots; i++)
        see(v, &object_slots(&self)[i]);
}

static void follow(visit *v, c11_vector *stack)
{
    PyObject **const *const items = (PyObject * *const *)&stack->data;
    for (int kept = 0; kept < stack->length;) {
        PyObject *const object = (*items)[stack->length - 1];
        const py_Type type = object->type, overlooked = kind_of(pk_current_vm, type);
        const bool known =
            overlooked != 0 || type == tp_list || type == tp_dict || type == tp_tuple;
        if (known) {
            stack->length--;
        } else {
            (*items)[stack->length - 1] = (*items)[kept];
            (*items)[kept++] = object;
        }
        look_into_slots(v, object);
        if (known && type != tp_tuple)
            look_into(v, object, overlooked != 0 ? overlooked : type);
    }
}

/* PocketPy's marking passes no context to its callback. */
static _Thread_local bool found_more;

static void mark_overlooked(void (*mark)(py_Ref, void *), void *context)
{
    visit v = { mark, context, false };
    objects_visit(pk_current_vm, look_at, &v);
    names_visit_objects(&region_of(pk_current_vm)->names, look_at_name, &v);
    modules_mark(see_root, &v);
    py_Ref const pending = finalizers_pending();
    see(&v, pending);
    /* What came to the list after it was marked itself. */
    for (int i = 0; pending->type == tp_list && i < py_list_len(pending); i++)
        see(&v, py_list_getitem(pending, i));
    for (size_t i = 0; i < BOX_LAYERS; i++)
        see(&v, &region_of(pk_current_vm)->layers[i]);
    see(&v, &region_of(pk_current_vm)->date_methods);
    follow(&v, context);
    found_more = v.found;
}

static void mark(ManagedHeap *heap, bool finalize)
{
    VM *vm = pk_current_vm;
    pkhost_originals.mark(heap);
    vm->callbacks.gc_mark = mark_overlooked;
    do {
        do {
            found_more = false;
            pkhost_originals.mark(heap);
        } while (found_more);
    } while (finalize && finalizers_find());
    if (finalize)
        weak_references_find();
    vm->callbacks.gc_mark = NULL;
}

EXPORT void ManagedHeap__mark(ManagedHeap *heap) { mark(heap, true); }

typedef struct reached {
    void (*visit)(PyObject *, void *);
    void *context;
} reached;

static void visit_and_unmark(PyObject *object, void *context)
{
    const reached *const r = context;
    if (!is_marked(object))
        return;
    clear_mark(object);
    r->visit(object, r->context);
}

void garbage_visit_reached(void (*visit)(PyObject *, void *), void *context)
{
    reached r = { visit, context };
    mark(&pk_current_vm->heap, false);
    objects_visit(pk_current_vm, visit_and_unmark, &r);
}

#ifdef PKHOST_POISON
/* In builds for tests: what was freed is overwritten, so that code which still
 * uses it fails at once.  An object's block in an arena keeps its type, which is 0. */
static void poison(PyObject *object, size_t size, void *context)
{
    (void)context;
    if (object->type == 0)
        memset(object->flex, 0xDB, size - offsetof(PyObject, flex));
}
#endif

/* For gc.setup_debug_callback PocketPy counts what it frees by type, in arrays that
 * have room for the types that there were before the callback was called. */
EXPORT int ManagedHeap__sweep(ManagedHeap *heap, ManagedHeapSwpetInfo *info)
{
    if (info != NULL && pk_current_vm->types.length > info->types_length)
        info = NULL;
    places_forget();
    const int freed = pkhost_originals.sweep(heap, info);
#ifdef PKHOST_POISON
    visit_places(heap, poison, NULL);
#endif
    return freed;
}

static bool gc_untrack(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!argv->is_ptr)
        return TypeError("gc.untrack() only accepts objects");
    py_newnone(py_retval());
    return true;
}

/* The stack of the marking stays between collections.  One that was made by the first of them would
 * lie behind what the script has: a list there could not grow in place any more. */
enum { MARKED_AT_ONCE = 512 };

bool garbage_install(void)
{
    static const guarded functions[] = { { "untrack", gc_untrack, NULL } };
    py_Ref module = py_getmodule("gc");

    c11_vector__reserve(&pk_current_vm->heap.gc_roots, MARKED_AT_ONCE);
    return module == NULL || py_getdict(module, py_name("untrack")) == NULL
           || guard_natives(module, functions, COUNT(functions));
}
