/* itertools_filters.c -- takewhile, dropwhile, filterfalse, compress and starmap. */
#include "base/current.h"
#include "base/macros.h"
#include "language/callables.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "python/itertools.h"
#include "python/native_types.h"

enum { FUNCTION, ITERATOR, STATE, SLOTS };

/* NAME(function, iterable) */
static bool make(const char *name, int argc, py_Ref argv)
{
    if (!native_expected(name, argc - 1, 2, 2) || !py_iter(&argv[2]))
        return false;
    const py_TValue iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[FUNCTION] = argv[1];
    slots[ITERATOR] = iterator;
    py_newbool(&slots[STATE], false);
    *py_retval() = made;
    return true;
}

/* What the function says of an item on the value stack: -1, an exception. */
static int truth(const py_TValue *slots, py_Ref item)
{
    if (slots[FUNCTION].type == tp_NoneType
        || (slots[FUNCTION].type == tp_type && py_totype((py_Ref)&slots[FUNCTION]) == tp_bool))
        return py_bool(item);
    return native_call(&slots[FUNCTION], 1, item) ? py_bool(py_retval()) : -1;
}

static bool give(py_StackRef item)
{
    *py_retval() = *item;
    pk_current_vm->stack.sp = item;
    return true;
}

static bool takewhile_new(int argc, py_Ref argv) { return make("takewhile", argc, argv); }

static bool takewhile_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (slots[STATE]._bool)
        return StopIteration();
    const int more = native_next(&slots[ITERATOR]);
    if (more <= 0)
        return more < 0 ? false : StopIteration();
    py_StackRef const item = py_pushtmp();
    *item = *py_retval();
    const int kept = native_call(&slots[FUNCTION], 1, item) ? py_bool(py_retval()) : -1;
    if (kept > 0)
        return give(item);
    if (kept == 0)
        slots[STATE]._bool = true;
    return kept < 0 ? false : StopIteration();
}

static bool dropwhile_new(int argc, py_Ref argv) { return make("dropwhile", argc, argv); }

static bool dropwhile_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    py_StackRef const item = py_pushtmp();
    for (;;) {
        const int more = native_next(&slots[ITERATOR]);
        if (more <= 0)
            return more < 0 ? false : StopIteration();
        *item = *py_retval();
        if (slots[STATE]._bool)
            return give(item);
        const int dropped = native_call(&slots[FUNCTION], 1, item) ? py_bool(py_retval()) : -1;
        if (dropped < 0)
            return false;
        if (dropped == 0) {
            slots[STATE]._bool = true;
            return give(item);
        }
    }
}

static bool filterfalse_new(int argc, py_Ref argv) { return make("filterfalse", argc, argv); }

static bool filterfalse_next(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_StackRef const item = py_pushtmp();
    for (;;) {
        const int more = native_next(&slots[ITERATOR]);
        if (more <= 0)
            return more < 0 ? false : StopIteration();
        *item = *py_retval();
        const int left_out = truth(slots, item);
        if (left_out < 0)
            return false;
        if (left_out == 0)
            return give(item);
    }
}

/* NAME(function, iterator), with what is known of the items before. */
static bool function_reduce(int argc, py_Ref argv)
{
    (void)argc;
    return native_give_reduction(argv, 2, native_slots(argv), NULL);
}

static bool state_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv), state = int_value(slots[STATE]._bool);
    return native_give_reduction(argv, 2, slots, &state);
}

static bool set_state(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("__setstate__() takes exactly one argument (%d given)", argc - 1);
    const int truth = py_bool(&argv[1]);
    if (truth < 0)
        return false;
    py_newbool(&native_slots(argv)[STATE], truth > 0);
    py_newnone(py_retval());
    return true;
}

/* ----------------------------------------------------------------------- compress */

enum { DATA, SELECTORS, COMPRESS_SLOTS };

static bool compress_bound(int argc, py_Ref argv)
{
    (void)argc;
    py_StackRef const data = py_pushtmp();
    if (!py_iter(&argv[1]))
        return false;
    *data = *py_retval();
    if (!py_iter(&argv[2]))
        return false;
    const py_TValue selectors = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], COMPRESS_SLOTS, 0);
    native_slots(&made)[DATA] = *data;
    native_slots(&made)[SELECTORS] = selectors;
    *py_retval() = made;
    pk_current_vm->stack.sp = data;
    return true;
}

static bool compress_new(int argc, py_Ref argv)
{
    static const native_parameters p = {
        "compress", 2, 2, { "data", "selectors" }, compress_bound
    };
    return native_bind(&p, argc, argv);
}

static bool compress_next(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_StackRef const item = py_pushtmp();
    for (;;) {
        int more = native_next(&slots[DATA]);
        if (more > 0) {
            *item = *py_retval();
            more = native_next(&slots[SELECTORS]);
        }
        if (more <= 0)
            return more < 0 ? false : StopIteration();
        const py_TValue selector = *py_retval();
        const int selected = py_bool((py_Ref)&selector);
        if (selected < 0)
            return false;
        if (selected > 0)
            return give(item);
    }
}

/* ------------------------------------------------------------------------ starmap */

static bool starmap_new(int argc, py_Ref argv) { return make("starmap", argc, argv); }

static bool starmap_next(int argc, py_Ref argv)
{
    enum { ARGUMENTS_MOST = 60000 };
    (void)argc;
    VM *const pk = pk_current_vm;
    const py_TValue *const slots = native_slots(argv);
    const int more = native_next(&slots[ITERATOR]);
    if (more <= 0)
        return more < 0 ? false : StopIteration();
    py_StackRef const base = pk->stack.sp;
    base[0] = slots[FUNCTION];
    py_newnil(&base[1]);
    base[2] = *py_retval();
    pk->stack.sp = base + 3;
    if (base[2].type != tp_tuple && base[2].type != tp_list) {
        if (!iteration_to_list(&base[2]))
            return false;
        base[2] = *py_retval();
    }
    const py_TValue arguments = base[2];
    py_TValue *items;
    const int count = pk_arrayview((py_Ref)&arguments, &items);
    if (count > ARGUMENTS_MOST)
        return TypeError("a function cannot take so many arguments");
    if (!call_has_room(pk, base, count + 3))
        return false;
    for (int i = 0; i < count; i++)
        base[2 + i] = items[i];
    pk->stack.sp = base + 2 + count;
    return py_vectorcall((uint16_t)count, 0);
}

/* ------------------------------------------------------------------------------------ */

void itertools_filters_signatures(void)
{
    static const native_signature signatures[] = {
        { "compress(cls, /, data, selectors)", compress_new, compress_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_filters(py_GlobalRef module)
{
    static const native_iterator types[] = {
        { "takewhile", takewhile_new, takewhile_next, state_reduce, set_state },
        { "dropwhile", dropwhile_new, dropwhile_next, state_reduce, set_state },
        { "filterfalse", filterfalse_new, filterfalse_next, function_reduce, NULL },
        { "compress", compress_new, compress_next, function_reduce, NULL },
        { "starmap", starmap_new, starmap_next, function_reduce, NULL },
    };
    native_iterators(module, "itertools", types, COUNT(types));
}
