/* itertools_endless.c -- count, cycle and repeat. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/signatures.h"
#include "python/big_integers.h"
#include "python/itertools.h"
#include "python/native_types.h"

/* -------------------------------------------------------------------------- count */

enum { COUNT_NOW, COUNT_STEP, COUNT_SLOTS };

static bool is_number(const py_TValue *value)
{
    return integer_is(value) || value->type == tp_float
           || py_tpfindmagic(value->type, py_name("__index__")) != NULL
           || py_tpfindmagic(value->type, py_name("__int__")) != NULL
           || py_tpfindmagic(value->type, py_name("__float__")) != NULL
           || py_tpfindmagic(value->type, py_name("__complex__")) != NULL;
}

static bool count_bound(int argc, py_Ref argv)
{
    const py_TValue start = is_nil(&argv[1]) ? int_value(0) : argv[1];
    const py_TValue step = is_nil(&argv[2]) ? int_value(1) : argv[2];
    (void)argc;
    if (!is_number(&start) || !is_number(&step))
        return TypeError("a number is required");
    py_TValue made;
    native_make(&made, &argv[0], COUNT_SLOTS, 0);
    native_slots(&made)[COUNT_NOW] = start;
    native_slots(&made)[COUNT_STEP] = step;
    *py_retval() = made;
    return true;
}

static bool count_new(int argc, py_Ref argv)
{
    static const native_parameters p = { "count", 0, 2, { "start", "step" }, count_bound };
    return native_bind(&p, argc, argv);
}

static bool count_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    py_TValue now = slots[COUNT_NOW], step = slots[COUNT_STEP];
    int64_t next;
    if (LIKELY(now.type == tp_int && step.type == tp_int
               && !__builtin_add_overflow(now._i64, step._i64, &next))) {
        slots[COUNT_NOW]._i64 = next;
        *py_retval() = now;
        return true;
    }
    py_StackRef const kept = py_pushtmp();
    *kept = now;
    if (!py_binaryadd(kept, &step))
        return false;
    native_slots(argv)[COUNT_NOW] = *py_retval();
    *py_retval() = *kept;
    py_pop();
    return true;
}

static bool is_one(const py_TValue *step) { return step->type == tp_int && step->_i64 == 1; }

/* NAME(first), or NAME(first, second). */
static bool show(const py_TValue *object, const py_TValue *first, const py_TValue *second)
{
    c11_sbuf text;
    py_StackRef const parts = py_pushtmp();
    py_newlist(parts);
    for (int i = 0; i < 2; i++) {
        const py_TValue part = i == 0 || second == NULL ? *first : *second;
        if (too_deep() || !py_repr((py_Ref)&part))
            return false;
        py_list_append(parts, py_retval());
    }
    c11_sbuf__ctor(&text);
    native_write_name(&text, object);
    pk_sprintf(&text, "(%v", py_tosv(py_list_getitem(parts, 0)));
    if (second != NULL)
        pk_sprintf(&text, ", %v", py_tosv(py_list_getitem(parts, 1)));
    c11_sbuf__write_char(&text, ')');
    c11_sbuf__py_submit(&text, py_retval());
    py_pop();
    return true;
}

static bool count_repr(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    return show(argv, &slots[COUNT_NOW], is_one(&slots[COUNT_STEP]) ? NULL : &slots[COUNT_STEP]);
}

static bool count_reduce(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue arguments;
    const py_TValue *const slots = native_slots(argv);
    const bool is_plain = is_one(&slots[COUNT_STEP]);
    py_ObjectRef const parts = py_newtuple(&arguments, is_plain ? 1 : 2);
    parts[0] = slots[COUNT_NOW];
    if (!is_plain)
        parts[1] = slots[COUNT_STEP];
    py_ObjectRef const given = native_give_tuple(2);
    given[0] = *py_tpobject(argv->type);
    given[1] = arguments;
    return true;
}

/* -------------------------------------------------------------------------- cycle */

/* The iterator is nil once it has ended.  CYCLE_IS_SAVED: what it gives is saved already. */
enum { CYCLE_ITERATOR, CYCLE_SAVED, CYCLE_NEXT, CYCLE_IS_SAVED, CYCLE_SLOTS };

static bool cycle_new(int argc, py_Ref argv)
{
    if (!native_expected("cycle", argc - 1, 1, 1) || !py_iter(&argv[1]))
        return false;
    py_StackRef const iterator = py_pushtmp();
    *iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], CYCLE_SLOTS, 0);
    native_slots(&made)[CYCLE_ITERATOR] = *iterator;
    py_newlist(&native_slots(&made)[CYCLE_SAVED]);
    native_slots(&made)[CYCLE_NEXT] = int_value(0);
    py_newbool(&native_slots(&made)[CYCLE_IS_SAVED], false);
    *py_retval() = made;
    py_pop();
    return true;
}

static bool cycle_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (!is_nil(&slots[CYCLE_ITERATOR])) {
        const int more = native_next(&slots[CYCLE_ITERATOR]);
        if (more < 0)
            return false;
        if (more > 0) {
            if (!slots[CYCLE_IS_SAVED]._bool)
                py_list_append(&slots[CYCLE_SAVED], py_retval());
            return true;
        }
        py_newnil(&slots[CYCLE_ITERATOR]);
    }
    const int length = py_list_len(&slots[CYCLE_SAVED]);
    if (length == 0)
        return StopIteration();
    int64_t at = slots[CYCLE_NEXT]._i64;
    if (at >= length)
        at = 0;
    *py_retval() = *py_list_getitem(&slots[CYCLE_SAVED], (int)at);
    slots[CYCLE_NEXT]._i64 = at + 1;
    return true;
}

/* In its second round, the rest of what is saved is an iterator of its own. */
static bool cycle_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_StackRef const kept = py_pushtmp(), state = py_pushtmp();
    *kept = slots[CYCLE_ITERATOR];
    py_newnil(state);
    bool is_saved = slots[CYCLE_IS_SAVED]._bool;
    if (is_nil(kept)) {
        is_saved = true;
        py_TValue saved = slots[CYCLE_SAVED];
        if (!py_iter(&saved))
            return false;
        *kept = *py_retval();
        for (int64_t i = 0; i < slots[CYCLE_NEXT]._i64; i++)
            if (native_next(kept) < 0)
                return false;
    }
    py_ObjectRef const parts = py_newtuple(state, 2);
    parts[0] = slots[CYCLE_SAVED];
    py_newbool(&parts[1], is_saved);
    const bool ok = native_give_reduction(argv, 1, kept, state);
    pk_current_vm->stack.sp = kept;
    return ok;
}

static bool cycle_setstate(int argc, py_Ref argv)
{
    py_TValue *const state = native_take_state(argc, argv, 2, 2);
    if (state == NULL)
        return false;
    if (state[0].type != tp_list)
        return TypeError("function argument 1 must be list, not %t", state[0].type);
    if (!integer_is(&state[1]))
        return TypeError("'%t' object cannot be interpreted as an integer", state[1].type);
    py_TValue *const slots = native_slots(argv);
    const int is_saved = py_bool(&state[1]);
    slots[CYCLE_SAVED] = state[0];
    py_newbool(&slots[CYCLE_IS_SAVED], is_saved > 0);
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------- repeat */

enum { REPEAT_OBJECT, REPEAT_LEFT, REPEAT_SLOTS };

static bool repeat_bound(int argc, py_Ref argv)
{
    (void)argc;
    int64_t left = -1;
    if (is_nil(&argv[1]))
        return TypeError("repeat() missing required argument 'object' (pos 1)");
    if (!is_nil(&argv[2])) {
        if (!native_as_size(&argv[2], &left))
            return false;
        if (left < 0)
            left = 0;
    }
    py_TValue made;
    native_make(&made, &argv[0], REPEAT_SLOTS, 0);
    native_slots(&made)[REPEAT_OBJECT] = argv[1];
    native_slots(&made)[REPEAT_LEFT] = int_value(left);
    *py_retval() = made;
    return true;
}

static bool repeat_new(int argc, py_Ref argv)
{
    static const native_parameters p = { "repeat", 1, 2, { "object", "times" }, repeat_bound };
    return native_bind(&p, argc, argv);
}

static bool repeat_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (slots[REPEAT_LEFT]._i64 == 0)
        return StopIteration();
    if (slots[REPEAT_LEFT]._i64 > 0)
        slots[REPEAT_LEFT]._i64--;
    *py_retval() = slots[REPEAT_OBJECT];
    return true;
}

static bool repeat_length_hint(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue left = native_slots(argv)[REPEAT_LEFT];
    if (left._i64 < 0)
        return TypeError("len() of unsized object");
    *py_retval() = left;
    return true;
}

static bool repeat_repr(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    return show(argv, &slots[REPEAT_OBJECT],
                slots[REPEAT_LEFT]._i64 < 0 ? NULL : &slots[REPEAT_LEFT]);
}

static bool repeat_reduce(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue arguments;
    const py_TValue *const slots = native_slots(argv);
    const bool has_end = slots[REPEAT_LEFT]._i64 >= 0;
    py_ObjectRef const parts = py_newtuple(&arguments, has_end ? 2 : 1);
    parts[0] = slots[REPEAT_OBJECT];
    if (has_end)
        parts[1] = slots[REPEAT_LEFT];
    py_ObjectRef const given = native_give_tuple(2);
    given[0] = *py_tpobject(argv->type);
    given[1] = arguments;
    return true;
}

/* ------------------------------------------------------------------------------------ */

void itertools_endless_signatures(void)
{
    static const native_signature signatures[] = {
        { "count(cls, /, start=, step=)", count_new, count_bound },
        { "repeat(cls, /, object, times=)", repeat_new, repeat_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_endless(py_GlobalRef module)
{
    static const native of_count[] = {
        { "__new__", count_new },   { "__iter__", native_type_itself }, { "__next__", count_next },
        { "__repr__", count_repr }, { "__reduce__", count_reduce },
    };
    static const native of_cycle[] = {
        { "__new__", cycle_new },           { "__iter__", native_type_itself },
        { "__next__", cycle_next },         { "__reduce__", cycle_reduce },
        { "__setstate__", cycle_setstate },
    };
    static const native of_repeat[] = {
        { "__new__", repeat_new },   { "__iter__", native_type_itself },
        { "__next__", repeat_next }, { "__length_hint__", repeat_length_hint },
        { "__repr__", repeat_repr }, { "__reduce__", repeat_reduce },
    };
    native_type(module, "itertools", "count", of_count, COUNT(of_count));
    native_type(module, "itertools", "cycle", of_cycle, COUNT(of_cycle));
    native_type(module, "itertools", "repeat", of_repeat, COUNT(of_repeat));
}
