/* array_operators.c -- the operators of array: items and slices, +, *, comparisons, repr(). */
#include "python/array_operators.h"

#include "base/current.h"
#include "base/answers.h"
#include "base/macros.h"
#include "interpose/characters.h"
#include "interpose/classes.h"
#include "python/array.h"
#include "python/native_types.h"
#include "python/number_operators.h"
#include "python/ordering.h"
#include "python/slice_bounds.h"
#include "stop/steps.h"

#include <string.h>

/* New and plain, of the kind of `like`. */
static char *new_like(py_Ref like, int64_t count)
{
    return array_new_of(py_retval(), region_of(pk_current_vm)->array, array_of(like)->letter,
                        count);
}

/* ------------------------------------------------------------------------ items and slices */

static bool take_index(py_Ref array, py_Ref given, const char *message, int64_t *at)
{
    if (LIKELY(given->type == tp_int)) {
        *at = given->_i64;
    } else {
        if (!integer_is(given) && class_find_in(given->type, py_name("__index__")) == NULL)
            return TypeError("array indices must be integers");
        if (!bytes_index(given, at))
            return false;
    }
    const int64_t count = array_count(array_of(array));
    if (*at < 0)
        *at += count;
    return (*at >= 0 && *at < count) || IndexError(message);
}

static bool get_slice(py_Ref array, py_Ref slice)
{
    slice_items s;
    c11_sv all;
    const array_data *const a = array_of(array);
    if (!slice_take(slice, array_count(a), &s) || !bytes_required(array, &all))
        return false;
    const int64_t count = array_count(a);
    const size_t cell = (size_t)a->cell;
    if (s.step == 1 && s.start + s.count > count) /* __index__ may have made it shorter */
        s.count = s.start < count ? count - s.start : 0;
    char *const to = new_like(array, s.count);
    if (s.step == 1) {
        if (s.count > 0)
            memcpy(to, all.data + s.start * a->cell, (size_t)s.count * cell);
        return true;
    }
    for (int64_t i = 0; i < s.count; i++) {
        const int64_t at = s.start + i * s.step;
        if (at < count)
            memcpy(to + i * a->cell, all.data + at * a->cell, cell);
        else
            memset(to + i * a->cell, 0, cell);
    }
    return true;
}

static bool method_getitem(int argc, py_Ref argv)
{
    int64_t at;
    if (!native_expected("__getitem__", argc - 1, 1, 1))
        return false;
    if (argv[1].type == tp_slice)
        return get_slice(argv, &argv[1]);
    return take_index(argv, &argv[1], "array index out of range", &at)
           && array_read(array_of(argv), at, py_retval());
}

static bool set_slice(py_Ref array, py_Ref slice, py_Ref value)
{
    slice_items s;
    c11_sv given;
    if (!array_is(value))
        return TypeError("can only assign array (not \"%t\") to array slice", value->type);
    const array_data *const a = array_of(array);
    if (array_of(value)->letter != a->letter)
        return TypeError("bad argument type for built-in operation");
    if (!slice_take(slice, array_count(a), &s))
        return false;
    /* __index__ of the slice's may have changed it. */
    const int64_t length = array_count(a), cell = a->cell;
    if (s.start > length)
        s.start = length;
    if (s.step == 1 && s.start + s.count > length)
        s.count = length - s.start;
    py_StackRef const content = py_pushtmp();
    bytes_of(value, &given);
    unsigned char *const copied = py_newbytes(content, given.size); /* it may be the array itself */
    if (given.size > 0)
        memcpy(copied, given.data, (size_t)given.size);
    if (s.step == 1) {
        char *const to = byte_array_gap(array, s.start * cell, s.count * cell, given.size);
        if (to == NULL)
            return false;
        if (given.size > 0)
            memcpy(to, copied, (size_t)given.size);
    } else if (given.size == 0) {
        if (!byte_array_delete(array, s, a->cell))
            return false;
    } else {
        if (given.size / cell != s.count)
            return ValueError("attempt to assign array of size %i to extended slice of size %i",
                              given.size / cell, s.count);
        char *const data = byte_array_data(array);
        for (int64_t i = 0; i < s.count && s.start + i * s.step < length; i++)
            memcpy(data + (s.start + i * s.step) * cell, copied + i * cell, (size_t)cell);
    }
    py_pop();
    return give_none();
}

static bool method_setitem(int argc, py_Ref argv)
{
    int64_t at;
    char cell[8];
    static const char message[] = "array assignment index out of range";
    if (!native_expected("__setitem__", argc - 1, 2, 2))
        return false;
    if (argv[1].type == tp_slice)
        return set_slice(argv, &argv[1], &argv[2]);
    const array_data *const a = array_of(argv);
    if (!take_index(argv, &argv[1], message, &at) || !array_convert(a->letter, &argv[2], cell))
        return false;
    if (at >= array_count(a)) /* __index__ may have made it shorter */
        return IndexError(message);
    memcpy(byte_array_data(argv) + at * a->cell, cell, (size_t)a->cell);
    return give_none();
}

static bool method_delitem(int argc, py_Ref argv)
{
    int64_t at;
    slice_items s;
    if (!native_expected("__delitem__", argc - 1, 1, 1))
        return false;
    const array_data *const a = array_of(argv);
    if (argv[1].type == tp_slice)
        return slice_take(&argv[1], array_count(a), &s) && byte_array_delete(argv, s, a->cell)
               && give_none();
    return take_index(argv, &argv[1], "array assignment index out of range", &at)
           && byte_array_gap(argv, at * a->cell, a->cell, 0) != NULL && give_none();
}

static bool method_len(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), array_count(array_of(argv)));
    return true;
}

/* ---------------------------------------------------------------------------------- + and * */

static bool method_add(int argc, py_Ref argv)
{
    c11_sv first, second;
    if (!native_expected("__add__", argc - 1, 1, 1))
        return false;
    if (!array_is(&argv[1]))
        return TypeError("can only append array (not \"%t\") to array", argv[1].type);
    if (array_of(&argv[1])->letter != array_of(argv)->letter)
        return TypeError("bad argument type for built-in operation");
    bytes_of(argv, &first);
    bytes_of(&argv[1], &second);
    char *const to = new_like(argv, array_count(array_of(argv)) + array_count(array_of(&argv[1])));
    if (first.size > 0)
        memcpy(to, first.data, (size_t)first.size);
    if (second.size > 0)
        memcpy(to + first.size, second.data, (size_t)second.size);
    return true;
}

static bool method_iadd(int argc, py_Ref argv)
{
    if (!native_expected("__iadd__", argc - 1, 1, 1))
        return false;
    if (!array_is(&argv[1]))
        return TypeError("can only extend array with array (not \"%t\")", argv[1].type);
    if (!array_extend(argv, &argv[1]))
        return false;
    *py_retval() = argv[0];
    return true;
}

/* 0: it is no number, -1: raised. */
static int take_times(int argc, py_Ref argv, int64_t *times)
{
    if (!native_expected("__mul__", argc - 1, 1, 1))
        return -1;
    if (!integer_is(&argv[1]) && class_find_in(argv[1].type, py_name("__index__")) == NULL)
        return argv[1].is_ptr && argv[1]._obj->slots == -1 /* of a class of the script's */
                       && class_find_in(argv[1].type, py_name("__rmul__")) != NULL
                       && give_not_implemented()
                   ? 0
                   : TypeError("can't multiply sequence by non-int of type '%t'", argv[1].type) - 1;
    if (!native_as_size(&argv[1], times))
        return -1;
    const int64_t size = array_of(argv)->bytes.size;
    if (*times < 0)
        *times = 0;
    if (size > 0 && *times > CHARACTERS_MOST / 2 / size)
        *times = CHARACTERS_MOST; /* more than there is */
    return 1;
}

static bool method_mul(int argc, py_Ref argv)
{
    int64_t times;
    c11_sv self;
    const int taken = take_times(argc, argv, &times);
    if (taken <= 0)
        return taken == 0;
    bytes_of(argv, &self);
    char *const to = new_like(argv, array_count(array_of(argv)) * times);
    if (self.size > 0)
        characters_repeat(to, self, times);
    return true;
}

static bool method_imul(int argc, py_Ref argv)
{
    int64_t times;
    const int taken = take_times(argc, argv, &times);
    if (taken <= 0)
        return taken == 0;
    const int64_t size = array_of(argv)->bytes.size;
    if (times == 0 || size == 0) {
        if (byte_array_gap(argv, 0, size, 0) == NULL)
            return false;
    } else if (times > 1) {
        char *const rest = byte_array_gap(argv, size, 0, size * (times - 1));
        if (rest == NULL)
            return false;
        characters_repeat(rest, (c11_sv){ byte_array_data(argv), (int)size }, times - 1);
    }
    *py_retval() = argv[0];
    return true;
}

/* ------------------------------------------------------------------------------ comparisons */

/* The two items that decide, which are numbers or characters. */
static bool compare_items(enum order order, const py_TValue *a, const py_TValue *b)
{
    py_StackRef const items = py_pushtmp();
    py_pushtmp();
    items[0] = *a;
    items[1] = *b;
    int truth = 0;
    switch (order) {
    case LESS: truth = py_less(&items[0], &items[1]); break;
    case GREATER: truth = py_less(&items[1], &items[0]); break;
    case LESS_EQUAL:
    case GREATER_EQUAL:
        if (!py_binaryop(&items[0], &items[1], order == LESS_EQUAL ? __le__ : __ge__,
                         order == LESS_EQUAL ? __ge__ : __le__))
            return false;
        truth = py_tobool(py_retval());
        break;
    default: truth = order == NOT_EQUAL; break;
    }
    pk_current_vm->stack.sp = items;
    py_newbool(py_retval(), truth > 0);
    return truth >= 0;
}

static bool compare(enum order order, int argc, py_Ref argv)
{
    if (argc != 2 || !array_is(&argv[1]))
        return give_not_implemented();
    const array_data *const a = array_of(&argv[0]), *const b = array_of(&argv[1]);
    const int64_t ours = array_count(a), theirs = array_count(b);
    const bool is_equality = order == IS_EQUAL || order == NOT_EQUAL;
    if (is_equality && ours != theirs)
        return give_order(order, 1);
    if (!native_charge(ours < theirs ? ours : theirs))
        return false;
    for (int64_t i = 0; i < ours && i < theirs; i++) {
        py_TValue first, second;
        if (!array_read(a, i, &first) || !array_read(b, i, &second))
            return false;
        const int equal = array_items_equal(&first, &second);
        if (equal < 0)
            return false;
        if (!equal)
            return compare_items(order, &first, &second);
    }
    return give_order(order, ours - theirs);
}

static bool method_lt(int argc, py_Ref argv) { return compare(LESS, argc, argv); }
static bool method_le(int argc, py_Ref argv) { return compare(LESS_EQUAL, argc, argv); }
static bool method_eq(int argc, py_Ref argv) { return compare(IS_EQUAL, argc, argv); }
static bool method_ne(int argc, py_Ref argv) { return compare(NOT_EQUAL, argc, argv); }
static bool method_gt(int argc, py_Ref argv) { return compare(GREATER, argc, argv); }
static bool method_ge(int argc, py_Ref argv) { return compare(GREATER_EQUAL, argc, argv); }

/* ----------------------------------------------------------------------------------- repr() */

static bool method_repr(int argc, py_Ref argv)
{
    (void)argc;
    const array_data *const a = array_of(argv);
    const char letter = a->letter;
    c11_sbuf text;
    if (array_count(a) > 0) {
        py_StackRef const content = py_pushtmp();
        py_newnil(content);
        if (!(letter == 'u' ? array_to_text(argv, content) : array_to_list(argv, content))
            || !py_repr(content))
            return false;
        *content = *py_retval();
        c11_sbuf__ctor(&text);
        native_write_name(&text, argv);
        pk_sprintf(&text, "('%c', %v)", letter, py_tosv(content));
        py_pop();
    } else {
        c11_sbuf__ctor(&text);
        native_write_name(&text, argv);
        pk_sprintf(&text, "('%c')", letter);
    }
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

void array_add_operators(py_Type type)
{
    static const native methods[] = {
        { "__getitem__", method_getitem }, { "__setitem__", method_setitem },
        { "__delitem__", method_delitem }, { "__len__", method_len },
        { "__add__", method_add },         { "__iadd__", method_iadd },
        { "__mul__", method_mul },         { "__rmul__", method_mul },
        { "__imul__", method_imul },       { "__lt__", method_lt },
        { "__le__", method_le },           { "__eq__", method_eq },
        { "__ne__", method_ne },           { "__gt__", method_gt },
        { "__ge__", method_ge },           { "__repr__", method_repr },
    };
    natives_replace(py_tpobject(type), methods, COUNT(methods));
    py_setdict(py_tpobject(type), __hash__, py_None());
}
