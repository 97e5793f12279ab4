/* deque_methods.c -- the methods of deque.  Comparing items may run code of the script's, which may
 * change the deque: as in CPython, that is an error. */
#include "python/deque_methods.h"

#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/byte_values.h"
#include "python/container_text.h"
#include "python/native_types.h"
#include "python/number_operators.h"
#include "python/ordering.h"
#include "python/slice_bounds.h"
#include "stop/steps.h"

/* Methods without arguments, and with one. */
static bool takes_none(const char *name, int argc)
{
    return LIKELY(argc == 1)
           || TypeError("deque.%s() takes no arguments (%d given)", name, argc - 1);
}

static bool takes_one(const char *name, int argc)
{
    return LIKELY(argc == 2)
           || TypeError("deque.%s() takes exactly one argument (%d given)", name, argc - 1);
}

static bool method_append(int argc, py_Ref argv)
{
    return takes_one("append", argc) && deque_append(argv, &argv[1]) && give_none();
}

static bool method_appendleft(int argc, py_Ref argv)
{
    return takes_one("appendleft", argc) && deque_append_left(argv, &argv[1]) && give_none();
}

static bool is_filled(py_Ref deque)
{
    return LIKELY(deque_of(deque)->used > 0) || IndexError("pop from an empty deque");
}

static bool method_pop(int argc, py_Ref argv)
{
    if (!takes_none("pop", argc) || !is_filled(argv))
        return false;
    deque_pop(argv, py_retval());
    return true;
}

static bool method_popleft(int argc, py_Ref argv)
{
    if (!takes_none("popleft", argc) || !is_filled(argv))
        return false;
    deque_pop_left(argv, py_retval());
    return true;
}

static bool method_extend(int argc, py_Ref argv)
{
    return takes_one("extend", argc) && deque_extend(argv, &argv[1]) && give_none();
}

static bool method_extendleft(int argc, py_Ref argv)
{
    return takes_one("extendleft", argc) && deque_extend_left(argv, &argv[1]) && give_none();
}

static bool method_clear(int argc, py_Ref argv)
{
    if (!takes_none("clear", argc))
        return false;
    deque_clear(argv);
    return give_none();
}

static bool method_rotate(int argc, py_Ref argv)
{
    int64_t by = 1;
    if (!native_expected("deque.rotate", argc - 1, 0, 1)
        || (argc == 2 && !native_as_size(&argv[1], &by)))
        return false;
    deque_rotate(argv, by);
    return give_none();
}

static bool method_reverse(int argc, py_Ref argv)
{
    if (!takes_none("reverse", argc))
        return false;
    const deque_data *const d = deque_of(argv);
    for (uint32_t i = 0; i < d->used / 2; i++) {
        py_TValue *const a = deque_at(d, i), *const b = deque_at(d, d->used - 1 - i);
        const py_TValue kept = *a;
        *a = *b;
        *b = kept;
    }
    return give_none();
}

/* ------------------------------------------------------------------------- places */

static bool take_place(py_Ref deque, py_Ref index, uint32_t *out)
{
    int64_t at;
    const deque_data *const d = deque_of(deque);
    if (LIKELY(index->type == tp_int)) {
        at = index->_i64;
    } else {
        if (!integer_index_is_possible(index))
            return TypeError("sequence index must be integer, not '%t'", index->type);
        if (!bytes_index(index, &at))
            return false;
    }
    if (at < 0)
        at += d->used;
    if (at < 0 || at >= d->used)
        return IndexError("deque index out of range");
    *out = (uint32_t)at;
    return true;
}

static bool method_getitem(int argc, py_Ref argv)
{
    uint32_t at;
    if (!takes_one("__getitem__", argc) || !take_place(argv, &argv[1], &at))
        return false;
    *py_retval() = *deque_at(deque_of(argv), at);
    return true;
}

static bool method_setitem(int argc, py_Ref argv)
{
    uint32_t at;
    if (argc != 3)
        return TypeError("__setitem__ expected 2 arguments, got %d", argc - 1);
    if (!take_place(argv, &argv[1], &at))
        return false;
    *deque_at(deque_of(argv), at) = argv[2];
    return give_none();
}

static bool method_delitem(int argc, py_Ref argv)
{
    uint32_t at;
    if (!takes_one("__delitem__", argc) || !take_place(argv, &argv[1], &at))
        return false;
    deque_delete(argv, at);
    return give_none();
}

static bool method_insert(int argc, py_Ref argv)
{
    int64_t at;
    if (!native_expected("insert", argc - 1, 2, 2) || !native_as_size(&argv[1], &at))
        return false;
    const deque_data *const d = deque_of(argv);
    if (d->most >= 0 && d->used >= d->most)
        return IndexError("deque already at its maximum size");
    if (at < 0)
        at = at + d->used < 0 ? 0 : at + d->used;
    return deque_insert(argv, at, &argv[2]) && give_none();
}

/* --------------------------------------------------------------- looking for items */

/* Whether the item with the number `at` is equal to a value; `change`: another place in the deque
 * changed meanwhile. */
enum found { FAILED = -1, DIFFERS, EQUAL, CHANGED };

static enum found compare_item(py_Ref deque, uint32_t at, py_Ref value)
{
    const deque_data *const d = deque_of(deque);
    const uint32_t changes = d->changes;
    py_StackRef const item = py_pushtmp();
    *item = *deque_at(d, at);
    const int equal = !step_take(pkhost_here)       ? -1
                      : py_isidentical(item, value) ? 1
                                                    : py_equal(item, value);
    pk_current_vm->stack.sp = item;
    if (equal >= 0 && d->changes != changes)
        return CHANGED;
    return (enum found)equal;
}

static bool was_mutated(void) { return RuntimeError("deque mutated during iteration"); }

static bool method_contains(int argc, py_Ref argv)
{
    if (!takes_one("__contains__", argc))
        return false;
    enum found found = DIFFERS;
    for (uint32_t i = 0; found == DIFFERS && i < deque_of(argv)->used; i++)
        found = compare_item(argv, i, &argv[1]);
    if (found == CHANGED)
        return was_mutated();
    py_newbool(py_retval(), found == EQUAL);
    return found != FAILED;
}

static bool method_count(int argc, py_Ref argv)
{
    if (!takes_one("count", argc))
        return false;
    int64_t count = 0;
    for (uint32_t i = 0; i < deque_of(argv)->used; i++) {
        const enum found found = compare_item(argv, i, &argv[1]);
        if (found == FAILED)
            return false;
        if (found == CHANGED)
            return was_mutated();
        count += found == EQUAL;
    }
    py_newint(py_retval(), count);
    return true;
}

static bool take_bound(py_Ref value, int64_t length, int64_t *out)
{
    if (!integer_index_is_possible(value))
        return TypeError("slice indices must be integers or have an __index__ method");
    if (!integer_index_cut(value, out))
        return false;
    *out = slice_within(*out, length, 0, length);
    return true;
}

static bool not_there(py_Ref value)
{
    if (!py_repr(value))
        return false;
    py_StackRef const text = py_pushtmp();
    *text = *py_retval();
    return ValueError("%v is not in deque", py_tosv(text));
}

static bool method_index(int argc, py_Ref argv)
{
    if (!native_expected("index", argc - 1, 1, 3))
        return false;
    const int64_t length = deque_of(argv)->used;
    int64_t start = 0, stop = length;
    if ((argc > 2 && !take_bound(&argv[2], length, &start))
        || (argc > 3 && !take_bound(&argv[3], length, &stop)))
        return false;
    for (int64_t i = start; i < stop && i < deque_of(argv)->used; i++) {
        const enum found found = compare_item(argv, (uint32_t)i, &argv[1]);
        if (found == FAILED)
            return false;
        if (found == CHANGED)
            return was_mutated();
        if (found == EQUAL) {
            py_newint(py_retval(), i);
            return true;
        }
    }
    return not_there(&argv[1]);
}

static bool method_remove(int argc, py_Ref argv)
{
    if (!takes_one("remove", argc))
        return false;
    for (uint32_t i = 0; i < deque_of(argv)->used; i++) {
        const enum found found = compare_item(argv, i, &argv[1]);
        if (found == FAILED)
            return false;
        if (found == CHANGED)
            return IndexError("deque mutated during iteration");
        if (found == EQUAL) {
            deque_delete(argv, i);
            return give_none();
        }
    }
    return not_there(&argv[1]);
}

/* ---------------------------------------------------------------------- operators */

static bool compare(enum order order, int argc, py_Ref argv)
{
    if (argc != 2 || !deque_is(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const deque_data *const a = deque_of(&argv[0]), *const b = deque_of(&argv[1]);
    if ((order == IS_EQUAL || order == NOT_EQUAL) && (a == b || a->used != b->used))
        return give_order(order, a != b);
    if (too_deep())
        return false;
    py_StackRef const items = py_pushtmp();
    py_pushtmp();
    for (uint32_t i = 0; i < a->used && i < b->used; i++) {
        const uint32_t before = a->changes + b->changes;
        items[0] = *deque_at(a, i);
        items[1] = *deque_at(b, i);
        if (!step_take(pkhost_here))
            return false;
        const int equal = py_isidentical(&items[0], &items[1]) ? 1 : py_equal(&items[0], &items[1]);
        if (equal < 0)
            return false;
        if (equal && a->changes + b->changes != before)
            return was_mutated();
        if (equal)
            continue;
        if (order == IS_EQUAL || order == NOT_EQUAL)
            return give_order(order, 1);
        const py_Name names[] = { __lt__, __le__, NULL, NULL, __gt__, __ge__ };
        const py_Name reflected[] = { __gt__, __ge__, NULL, NULL, __lt__, __le__ };
        return py_binaryop(&items[0], &items[1], names[order], reflected[order]);
    }
    return give_order(order, (int64_t)a->used - b->used);
}

#define ORDER(name, order) \
    static bool method_##name(int argc, py_Ref argv) { return compare(order, argc, argv); }
ORDER(lt, LESS)
ORDER(le, LESS_EQUAL)
ORDER(eq, IS_EQUAL)
ORDER(ne, NOT_EQUAL)
ORDER(gt, GREATER)
ORDER(ge, GREATER_EQUAL)

/* One with the same items and length, of the same class: classes of scripts are called. */
static bool copy(py_Ref deque, py_OutRef out)
{
    const int64_t most = deque_of(deque)->most;
    if (deque->type == region_of(pk_current_vm)->deque)
        return deque_new_of(out, deque->type, most) && deque_extend(out, deque);
    py_StackRef const arguments = py_pushtmp();
    py_pushtmp();
    arguments[0] = *deque;
    arguments[1] = int_value(most);
    if (!py_tpcall(deque->type, most < 0 ? 1 : 2, arguments))
        return false;
    if (!deque_is(py_retval()))
        return TypeError("%t() must return a deque, not %t", deque->type, py_retval()->type);
    *out = *py_retval();
    pk_current_vm->stack.sp = arguments;
    return true;
}

static bool method_copy(int argc, py_Ref argv)
{
    if (!takes_none("copy", argc))
        return false;
    py_StackRef const made = py_pushtmp();
    py_newnil(made);
    if (!copy(argv, made))
        return false;
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool method_add(int argc, py_Ref argv)
{
    if (!takes_one("__add__", argc))
        return false;
    if (!deque_is(&argv[1]))
        return TypeError("can only concatenate deque (not \"%t\") to deque", argv[1].type);
    py_StackRef const made = py_pushtmp();
    py_newnil(made);
    if (!copy(argv, made) || !deque_extend(made, &argv[1]))
        return false;
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool method_iadd(int argc, py_Ref argv)
{
    if (!takes_one("__iadd__", argc) || !deque_extend(argv, &argv[1]))
        return false;
    *py_retval() = argv[0];
    return true;
}

/* As often as `times` says, of a deque that is on the value stack. */
static bool repeat(py_Ref deque, int64_t times)
{
    const deque_data *const d = deque_of(deque);
    const uint32_t size = d->used;
    if (times <= 0 || size == 0) {
        deque_clear(deque);
        return true;
    }
    if (times > INT32_MAX / (int64_t)size)
        return memory_error("a deque is too large");
    /* Of a deque with a length, what is left in the end are its last items: the turns before those
     * change nothing. */
    if (d->most >= 0 && times > d->most / size + 2)
        times = d->most / size + 2;
    py_StackRef const items = py_pushtmp();
    py_ObjectRef const kept = py_newtuple(items, (int)size);
    for (uint32_t i = 0; i < size; i++)
        kept[i] = *deque_at(d, i);
    for (int64_t turn = 1; turn < times; turn++)
        for (uint32_t i = 0; i < size; i++)
            if (((i & 63) == 63 && !step_take(pkhost_here)) || !deque_append(deque, &kept[i]))
                return false;
    py_pop();
    return true;
}

static bool take_times(py_Ref value, int64_t *out)
{
    if (!integer_index_is_possible(value))
        return TypeError("can't multiply sequence by non-int of type '%t'", value->type);
    return native_as_size(value, out);
}

static bool method_mul(int argc, py_Ref argv)
{
    int64_t times;
    if (!takes_one("__mul__", argc) || !take_times(&argv[1], &times))
        return false;
    py_StackRef const made = py_pushtmp();
    py_newnil(made);
    if (!copy(argv, made) || !repeat(made, times))
        return false;
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool method_imul(int argc, py_Ref argv)
{
    int64_t times;
    if (!takes_one("__imul__", argc) || !take_times(&argv[1], &times) || !repeat(argv, times))
        return false;
    *py_retval() = argv[0];
    return true;
}

/* ------------------------------------------------------------------- what else it has */

static bool method_len(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), deque_of(argv)->used);
    return true;
}

static bool method_maxlen(int argc, py_Ref argv)
{
    (void)argc;
    const int64_t most = deque_of(argv)->most;
    if (most < 0)
        py_newnone(py_retval());
    else
        py_newint(py_retval(), most);
    return true;
}

static bool method_repr(int argc, py_Ref argv)
{
    (void)argc;
    pkhost_vm *const vm = pkhost_here;
    shown s;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, argv)) {
        py_newstr(py_retval(), "[...]");
        return true;
    }
    py_StackRef const items = py_pushtmp();
    py_newnil(items);
    bool ok = py_tpcall(tp_list, 1, argv);
    if (ok) {
        *items = *py_retval();
        ok = py_repr(items);
    }
    if (ok) {
        c11_sbuf text;
        *items = *py_retval();
        c11_sbuf__ctor(&text);
        native_write_name(&text, argv);
        pk_sprintf(&text, "(%v", py_tosv(items));
        if (deque_of(argv)->most >= 0)
            pk_sprintf(&text, ", maxlen=%i", deque_of(argv)->most);
        c11_sbuf__write_char(&text, ')');
        c11_sbuf__py_submit(&text, py_retval());
    }
    pk_current_vm->stack.sp = items;
    show_end(vm, &s);
    return ok;
}

/* (class, arguments, state, items) */
static bool method_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const int64_t most = deque_of(argv)->most;
    py_StackRef const result = py_pushtmp();
    py_ObjectRef const parts = py_newtuple(result, 4);
    for (int i = 0; i < 4; i++)
        parts[i] = *py_None();
    parts[0] = *py_tpobject(argv->type);
    py_ObjectRef const arguments = py_newtuple(&parts[1], most < 0 ? 0 : 2);
    if (most >= 0) {
        py_newtuple(&arguments[0], 0);
        arguments[1] = int_value(most);
    }
    if (argv->_obj->slots == -1) {
        if (!py_getattr(argv, py_name("__dict__")))
            return false;
        if (py_bool(py_retval()) > 0)
            parts[2] = *py_retval();
    }
    if (!py_iter(argv))
        return false;
    parts[3] = *py_retval();
    *py_retval() = *result;
    py_pop();
    return true;
}

void deque_add_methods(py_Type type)
{
    static const native methods[] = {
        { "append", method_append },
        { "appendleft", method_appendleft },
        { "pop", method_pop },
        { "popleft", method_popleft },
        { "extend", method_extend },
        { "extendleft", method_extendleft },
        { "clear", method_clear },
        { "rotate", method_rotate },
        { "reverse", method_reverse },
        { "insert", method_insert },
        { "count", method_count },
        { "index", method_index },
        { "remove", method_remove },
        { "copy", method_copy },
        { "__copy__", method_copy },
        { "__getitem__", method_getitem },
        { "__setitem__", method_setitem },
        { "__delitem__", method_delitem },
        { "__contains__", method_contains },
        { "__len__", method_len },
        { "__lt__", method_lt },
        { "__le__", method_le },
        { "__eq__", method_eq },
        { "__ne__", method_ne },
        { "__gt__", method_gt },
        { "__ge__", method_ge },
        { "__add__", method_add },
        { "__iadd__", method_iadd },
        { "__mul__", method_mul },
        { "__rmul__", method_mul },
        { "__imul__", method_imul },
        { "__repr__", method_repr },
        { "__reduce__", method_reduce },
    };
    natives_replace(py_tpobject(type), methods, COUNT(methods));
    py_bindproperty(type, "maxlen", method_maxlen, NULL);
    py_setdict(py_tpobject(type), __hash__, py_None());
}
