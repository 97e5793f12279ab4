/* next.c -- the next item of an iterator: of every `for`, and of native code that iterates. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "language/exception_groups.h"
#include "language/exception_types.h"
#include "language/exceptions.h"
#include "language/raise.h"
#include "language/generators.h"
#include "memory/region.h"
#include "stop/steps.h"
#include "stop/stop.h"

static bool is_ours(const py_TValue *iterator)
{
    return iterator->type == tp_generator && iterator->_obj->slots > 1;
}

/* Who asks finds the StopIteration in last_retval. */
static __attribute__((noinline)) int after(VM *vm, enum generator_event event)
{
    if (event == GENERATOR_FAILED)
        return -1;
    const py_TValue value = vm->last_retval;
    exception_new(&vm->last_retval, tp_StopIteration, value.type == tp_NoneType ? 0 : 1, &value);
    return 0;
}

/* Native code that takes many items may not come to a bytecode in between, where garbage is collected
 * otherwise.  Whatever an iterator is, code of the script's may run in its place, and collect: so who
 * asks for an item is prepared for it.  False: there is no memory left. */
static __attribute__((noinline)) bool collect(pkhost_vm *vm)
{
    region *const r = region_of(pk_current_vm);
    if (vm == NULL || !r->dialect_is_python || r->no_collection)
        return true;
    stop_relieve_memory(vm);
    if (atomic_load(&vm->stop.reason) == STOP_NONE)
        return true;
    stop_raise(vm);
    return false;
}

/* One item is one step. */
EXPORT int py_next(py_Ref iterator)
{
    pkhost_vm *vm = pkhost_here;
    if (LIKELY(vm != NULL) && step_count(vm)) {
        stop_raise(vm);
        return -1;
    }
    VM *const pk = pk_current_vm;
    py_StackRef const before = pk->stack.sp;
    if (UNLIKELY(region_of(pk)->want_collection) && !collect(vm))
        return -1;
    if (is_ours(iterator)) {
        const enum generator_event event = generator_resume(pk, iterator, NULL);
        return LIKELY(event == GENERATOR_YIELDED) ? 1 : after(pk, event);
    }
    int more = pkhost_originals.next(iterator);
    if (UNLIKELY(more < 0) && region_of(pk)->dialect_is_python && py_matchexc(tp_StopIteration)) {
        py_clearexc(NULL); /* of a class derived from it */
        more = 0;
    }
    if (UNLIKELY(more == 0))
        pk->stack.sp = before; /* what raised StopIteration may have left values there */
    return more;
}
