/* finalization.c -- calling __del__, and the module _garbage.
 *
 * CPython counts references, so an object goes with the last of them.  Here the collector would have to
 * run to know.  Where a source speaks of __del__, the compiler has each statement by which an
 * object may go followed by FINALIZE: if there are objects that have a __del__, the collector runs,
 * as often as it can without taking more time than the script itself.
 */
#include "language/finalization.h"

#include "base/current.h"
#include "interpose/classes.h"
#include "interpose/finalizers.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/special_names.h"
#include "memory/region.h"
#include "stop/stop.h"

/* A collection costs about a step for so many bytes in use; a script may pay for so many at once. */
enum { BYTES_PER_STEP = 256, COLLECTIONS_AT_ONCE = 300 };

static int64_t cost_of_collection(const region *r)
{
    return (int64_t)(r->heap.used / BYTES_PER_STEP);
}

void finalization_begin(const py_TValue *object)
{
    region *const r = region_of(pk_current_vm);
    if (r->finalizers.pending.type == tp_nil) {
        r->finalizers.credit = COLLECTIONS_AT_ONCE * cost_of_collection(r);
        r->finalizers.steps_before = r->steps_left;
    }
    finalizers_watch(object);
}

/* Whether the script has done so much since that a collection is no matter. */
static bool may_collect(region *r)
{
    finalizers *const f = &r->finalizers;
    const int64_t cost = cost_of_collection(r), most = COLLECTIONS_AT_ONCE * cost;
    if (f->steps_before > r->steps_left)
        f->credit += f->steps_before - r->steps_left;
    f->steps_before = r->steps_left;
    if (f->credit > most)
        f->credit = most;
    if (f->credit < cost)
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
    py_TValue *const method = class_find(class_of_value(object), special.del);
    const bool ok = method == NULL || call_special(method, 1, before);
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

bool operation_FINALIZE(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    region *const r = region_of(vm);
    if (r->finalizers.count > 0 && !r->no_collection && may_collect(r)) {
        vm->last_retval = value_none();
        ManagedHeap__collect(&vm->heap);
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
