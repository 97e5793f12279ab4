/* finalization.c -- ending what is gone: calling __del__, closing generators; and the module _garbage.
 *
 * CPython counts references, so an object goes with the last of them.  Here the collector would have to
 * run to know.  So in a source that speaks of __del__ or weakref, or has a generator that pauses in a try
 * or with statement, the compiler has each statement by which an object may go followed by FINALIZE, and
 * each return preceded by it.  If something is watched (interpose/finalizers.h), or referred to by a
 * weak reference, the collector runs, as often as it can: without taking more time than the script itself
 * where there are objects with a __del__, and an eighth of that for the others.  Of generators most are in
 * use, by a for or with statement around; so they are looked for where one has begun or may have been
 * let go, and else while half of the credit is not used up.
 */
#include "language/finalization.h"

#include "base/current.h"
#include "interpose/classes.h"
#include "interpose/finalizers.h"
#include "interpose/natives.h"
#include "interpose/weak_references.h"
#include "language/callables.h"
#include "language/generators.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/special_names.h"
#include "memory/region.h"
#include "stop/stop.h"

/* A collection costs about a step for so many bytes in use; a script may pay for so many at once, and
 * so many steps (a sixth of a second), but always for a few. */
enum { BYTES_PER_STEP = 256, COLLECTIONS_AT_ONCE = 1000, COLLECTIONS_LEAST = 8 };
enum { STEPS_AT_ONCE = 6000000, SHARE_FOR_OTHERS = 8 };

static int64_t cost_of_collection(const region *r)
{
    return (int64_t)(r->heap.used / BYTES_PER_STEP);
}

void finalization_begin(const py_TValue *object) { finalizers_watch(object, NULL); }

/* Whether the script has done so much since that a collection is no matter. */
static bool may_collect(region *r, bool is_likely)
{
    finalizers *const f = &r->finalizers;
    const bool all = f->objects > 0;
    const int64_t cost = cost_of_collection(r);
    int64_t most = COLLECTIONS_AT_ONCE * cost;
    if (most > STEPS_AT_ONCE)
        most = cost * COLLECTIONS_LEAST > STEPS_AT_ONCE ? cost * COLLECTIONS_LEAST : STEPS_AT_ONCE;
    if (!f->has_credit)
        f->credit = most;
    else if (f->steps_before > r->steps_left)
        f->credit += (f->steps_before - r->steps_left) / (all ? 1 : SHARE_FOR_OTHERS);
    f->has_credit = true;
    f->steps_before = r->steps_left;
    if (f->credit > most)
        f->credit = most;
    if (f->credit < (is_likely || all ? cost : most / 2))
        return false;
    f->credit -= cost;
    r->steps_left -= cost;
    f->steps_before = r->steps_left;
    return true;
}

/* What one raises is nobody's: as in CPython, which only shows it. */
static bool call_one(VM *vm, const py_TValue *object)
{
    py_StackRef const before = vm->stack.sp;
    stack_push(vm, object);
    bool ok;
    if (weak_reference_is(object)) {
        const py_TValue callback = weak_reference_of(object)->callback;
        ok = call_special((py_Ref)&callback, 1, before);
    } else if (generator_is(object)) {
        ok = generator_close(vm, before);
    } else {
        py_TValue *const method = class_find(class_of_value(object), special.del);
        ok = method == NULL || call_special(method, 1, before);
    }
    if (!ok) {
        if (atomic_load(&pkhost_here->stop.reason) != STOP_NONE)
            return false;
        py_clearexc(before);
    }
    vm->stack.sp = before;
    return true;
}

static bool call_pending(VM *vm)
{
    py_TValue *const pending = finalizers_pending();
    if (pending->type == tp_nil || py_list_len(pending) == 0)
        return true;
    if (!call_has_room(vm, vm->stack.sp, 8))
        return false;
    py_StackRef const list = vm->stack.sp;
    stack_push(vm, pending);
    py_newlist(pending);
    bool ok = true;
    for (int i = 0; ok && i < py_list_len(list); i++) {
        const py_TValue object = py_list_data(list)[i];
        ok = call_one(vm, &object);
    }
    if (ok)
        vm->stack.sp = list;
    return ok;
}

static bool is_watched(const py_TValue *value)
{
    if (!value->is_ptr)
        return false;
    if (generator_is(value))
        return generator_is_watched(value);
    const class_details *const details = class_details_of(class_of_value(value));
    return details != NULL && (details->flags & CLASS_DEL) != 0;
}

/* The frame on top is about to return, what is on TOP unless there are its variables only: these go,
 * and the iterators of loops that it leaves, if one of them is watched. */
static bool drop_variables(VM *vm)
{
    py_StackRef const variables = vm->top_frame->locals;
    const ptrdiff_t held = vm->stack.sp - variables;
    const ptrdiff_t count = held > vm->top_frame->co->nlocals ? held - 1 : held;
    bool found = false;
    for (ptrdiff_t i = 0; !found && i < count; i++)
        found = is_watched(&variables[i]);
    if (found)
        for (ptrdiff_t i = 0; i < count; i++)
            py_newnil(&variables[i]);
    return found;
}

/* What for statements have no list of their own to go over: a generator may be in it. */
static bool may_hold_generator(const py_TValue *iterator)
{
    return iterator->is_ptr && iterator->type != tp_list_iterator
           && iterator->type != tp_tuple_iterator && iterator->type != tp_range_iterator;
}

bool operation_FINALIZE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    region *const r = region_of(vm);
    finalizers *const f = &r->finalizers;
    if (f->objects + f->generators + r->weak_references.count > 0 && !r->no_collection) {
        if (first == FINALIZE_ITERATOR) {
            f->is_left |= may_hold_generator(stack_peek(vm, 1));
            return true;
        }
        bool is_likely = f->is_new || f->is_left || first == FINALIZE_DELETED;
        if (first == FINALIZE_RETURN) {
            if (!drop_variables(vm))
                return true;
            is_likely = true;
        }
        if (may_collect(r, is_likely)) {
            f->is_new = f->is_left = false;
            vm->last_retval = value_none();
            ManagedHeap__collect(&vm->heap);
            /* References to what has a __del__ are told when that is done. */
            if (r->weak_references.count > 0 && py_list_len(&f->pending) > 0) {
                if (!call_pending(vm))
                    return false;
                vm->last_retval = value_none();
                ManagedHeap__collect(&vm->heap);
            }
        }
    }
    return call_pending(vm);
}

/* _garbage.collect() */
static bool collect(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    VM *const vm = pk_current_vm;
    region *const r = region_of(vm);
    if (!r->no_collection) {
        r->steps_left -= cost_of_collection(r);
        ManagedHeap__collect(&vm->heap);
    }
    if (!call_pending(vm))
        return false;
    py_newint(py_retval(), 0);
    return true;
}

bool finalization_install(void)
{
    static const native functions[] = { { "collect", collect } };
    return natives_replace(py_newmodule("_garbage"), functions, COUNT(functions));
}
