/* gc.c -- what PocketPy's garbage collector overlooks.
 *
 * Its marking visits the contents of objects whose type is exactly dict or
 * BaseException, and not those of instances of subclasses: what only a
 * defaultdict or a ValueError refers to is freed while it is in use.
 *
 * So after its marking we look at every object that was marked, and hand the
 * contents of those that were overlooked to another round of it, through the
 * callback that it has for roots; until a round finds nothing new.
 *
 * PocketPy 2.2 lets scripts say that an object refers to nothing, whether that
 * is true or not (gc.untrack); what it does refer to would be freed while it
 * is in use.  Here, saying so has no effect.
 */
#include "internal.h"

#include "pocketpy/interpreter/objectpool.h"

typedef struct visit {
    void (*mark)(py_Ref, void *);
    void *context;
    bool found;
} visit;

/* tp_dict or tp_BaseException for the types that are overlooked, else 0. */
static py_Type kind_of(VM *vm, py_Type type)
{
    if (type == tp_dict || type == tp_BaseException)
        return 0;
    for (py_TypeInfo *t = c11__getitem(TypePointer, &vm->types, type).ti; t != NULL; t = t->base_ti)
        if (t->index == tp_dict || t->index == tp_BaseException)
            return t->index;
    return 0;
}

static void see(visit *v, py_Ref value)
{
    if (!value->is_ptr || is_marked(value->_obj))
        return;
    v->found = true;
    v->mark(value, v->context);
}

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
    BaseException *exception = PyObject__userdata(object);
    see(v, &exception->args);
    see(v, &exception->inner_exc);
    for (int i = 0; i < exception->stacktrace.length; i++) {
        BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &exception->stacktrace, i);
        see(v, &f->locals);
        see(v, &f->globals);
    }
}

static void look_at(visit *v, VM *vm, PyObject *object)
{
    if (!is_marked(object))
        return;
    py_Type kind = kind_of(vm, object->type);
    if (kind != 0)
        look_into(v, object, kind);
}

static void look_at_all(visit *v, VM *vm)
{
    ManagedHeap *heap = &vm->heap;
    for (int p = 0; p < kMultiPoolCount; p++) {
        Pool *pool = &heap->small_objects.pools[p];
        for (int a = 0; a < pool->arenas.length; a++) {
            PoolArena *arena = c11__getitem(PoolArena *, &pool->arenas, a);
            for (int i = 0; i < arena->block_count; i++) {
                PyObject *object = (PyObject *)(arena->data + i * arena->block_size);
                if (object->type != 0)
                    look_at(v, vm, object);
            }
        }
    }
    for (int i = 0; i < heap->large_objects.length; i++)
        look_at(v, vm, c11__getitem(PyObject *, &heap->large_objects, i));
}

static void look_at_name(py_Ref object, void *context) { see(context, object); }

/* PocketPy's marking gives its callback no context of ours. */
static _Thread_local bool found_more;

static void mark_overlooked(void (*mark)(py_Ref, void *), void *context)
{
    visit v = { mark, context, false };
    look_at_all(&v, pk_current_vm);
    names_visit_objects(&region_of(pk_current_vm)->names, look_at_name, &v);
    found_more = v.found;
}

EXPORT void ManagedHeap__mark(ManagedHeap *heap)
{
    VM *vm = pk_current_vm;
    pkhost_originals.mark(heap);
    vm->callbacks.gc_mark = mark_overlooked;
    do {
        found_more = false;
        pkhost_originals.mark(heap);
    } while (found_more);
    vm->callbacks.gc_mark = NULL;
}

static bool gc_untrack(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!argv->is_ptr)
        return TypeError("gc.untrack() only accepts objects");
    py_newnone(py_retval());
    return true;
}

bool gc_install(void)
{
    py_Ref module = py_getmodule("gc");
    return module == NULL || py_getdict(module, py_name("untrack")) == NULL
           || guard_native(module, "untrack", gc_untrack, NULL);
}
