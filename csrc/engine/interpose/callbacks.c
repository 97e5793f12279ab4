/* callbacks.c -- native code that calls back into the script.
 *
 * PocketPy's native functions hold pointers: to their arguments, to the items
 * of a list, to an entry of a dict.  They call methods of the script's
 * (__eq__, __hash__, __repr__, a key function), which may change the very
 * container that is pointed into, or drop the last reference to it.  Three rules
 * make that safe.  They are implemented here, and in lists.c, dicts.c, sorting.c and
 * arrays.c; docs/natives.md lists PocketPy's native functions one by one.
 *
 *   1. The arguments of a native function lie on the value stack while it
 *      runs, where the garbage collector sees them: py_call() here.
 *   2. Code that walks a list takes its items anew after each call back.
 *   3. A dict whose entries native code points at is *pinned*: it cannot be
 *      changed until that code goes on.  All pointers into a dict pass through
 *      py_equal, py_hash, py_repr or py_str as their arguments, so these note
 *      their arguments in a list on the C stack (base/vm.h, `pinned`), and
 *      interpose/dicts.c looks there before a dict is changed.
 */
#include "interpose/callbacks.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/stack.h"

#include <string.h>

bool is_pinned(const pkhost_vm *vm, const void *start, size_t size)
{
    for (const pinned *h = vm->checks.pinned; h != NULL; h = h->outer)
        if ((uintptr_t)h->first - (uintptr_t)start < size
            || (uintptr_t)h->second - (uintptr_t)start < size)
            return true;
    return false;
}

bool on_value_stack(const VM *pk, const py_TValue *value)
{
    const uintptr_t begin = (uintptr_t)pk->stack.begin;
    return (uintptr_t)value - begin < (uintptr_t)pk->stack.sp - begin;
}

enum { CALL_VALUES_LEFT = 512 };

/* PocketPy hands native functions a pointer to wherever the arguments are:
 * into a list, for instance, that the function's own callbacks then change. */
static bool call_with_copies(VM *pk, py_CFunction function, int argc, const py_TValue *argv)
{
    if (UNLIKELY(pk->stack.end - pk->stack.sp < argc + CALL_VALUES_LEFT))
        return py_exception(tp_RecursionError, "maximum recursion depth exceeded in native calls");
    py_StackRef copies = pk->stack.sp;
    memcpy(copies, argv, (size_t)argc * sizeof *copies);
    pk->stack.sp += argc;
    const bool ok = function(argc, copies);
    pk->stack.sp = copies;
    return ok;
}

/* A call that fails may leave values on the stack: a class, for one, whose __new__
 * raised.  A caller that continues after that (py_next after a StopIteration) would take
 * them for its own, so the stack is put back. */
EXPORT bool py_call(py_Ref callable, int argc, py_Ref argv)
{
    VM *pk = pk_current_vm;
    py_StackRef before = pk->stack.sp;
    bool ok;
    /* A native may be the very method that it calls.  (An exception's class is called
     * to say so.) */
    if (UNLIKELY(pk->stack.end - before < CALL_VALUES_LEFT || stack_is_low())
        && callable->type != tp_type)
        return py_exception(tp_RecursionError, "maximum recursion depth exceeded in native calls");
    if (callable->type == tp_nativefunc) {
        if (UNLIKELY(argc != 0 && !on_value_stack(pk, argv)))
            return call_with_copies(pk, callable->_cfunc, argc, argv);
        ok = callable->_cfunc(argc, argv);
    } else {
        py_StackRef to = before;
        *to++ = *callable;
        py_newnil(to++);
        for (int i = 0; i < argc; i++)
            *to++ = argv[i];
        pk->stack.sp = to;
        ok = py_vectorcall((uint16_t)argc, 0);
    }
    pk->stack.sp = before;
    return ok;
}
