/* ranges.c -- what a range is, besides something to iterate over.
 *
 * PocketPy's shows its address, equals only itself, and has no length, no items
 * and no end of what it is searched for.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "python/install.h"

#include <string.h>

#include "pocketpy/interpreter/bindings.h"

/* As PocketPy has them in its objects; ranges_install() makes sure. */
typedef struct span {
    int64_t start, stop, step;
} span;
typedef struct iterator {
    span span;
    int64_t current;
} iterator;

static const span *span_of(py_Ref range) { return py_touserdata(range); }

static uint64_t length_of(const span *s)
{
    const uint64_t start = (uint64_t)s->start, stop = (uint64_t)s->stop;
    if (s->step > 0)
        return s->start < s->stop ? (stop - start - 1) / (uint64_t)s->step + 1 : 0;
    return s->start > s->stop ? (start - stop - 1) / (0 - (uint64_t)s->step) + 1 : 0;
}

static bool range_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const span *s = span_of(argv);
    if (s->step == 1)
        py_newfstr(py_retval(), "range(%i, %i)", s->start, s->stop);
    else
        py_newfstr(py_retval(), "range(%i, %i, %i)", s->start, s->stop, s->step);
    return true;
}

static bool range_len(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const uint64_t length = length_of(span_of(argv));
    if (length > INT64_MAX)
        return ValueError("the range has more items than a number can tell");
    py_newint(py_retval(), (int64_t)length);
    return true;
}

static bool range_contains(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    const span *s = span_of(argv);
    double number = 0;
    if (argv[1].type == tp_float)
        number = py_tofloat(&argv[1]);
    if (argv[1].type != tp_int
        && !(argv[1].type == tp_float && number >= -0x1p53 && number <= 0x1p53
             && number == (double)(int64_t)number)) {
        py_newbool(py_retval(), false);
        return true;
    }
    const int64_t value = argv[1].type == tp_int ? argv[1]._i64 : (int64_t)number;
    bool is =
        s->step > 0 ? value >= s->start && value < s->stop : value <= s->start && value > s->stop;
    if (is) {
        const uint64_t away = s->step > 0 ? (uint64_t)value - (uint64_t)s->start
                                          : (uint64_t)s->start - (uint64_t)value;
        is = away % (s->step > 0 ? (uint64_t)s->step : 0 - (uint64_t)s->step) == 0;
    }
    py_newbool(py_retval(), is);
    return true;
}

static bool same(const span *a, const span *b)
{
    const uint64_t length = length_of(a);
    return length == length_of(b)
           && (length == 0 || (a->start == b->start && (length == 1 || a->step == b->step)));
}

static bool range_eq(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_range)
        py_newnotimplemented(py_retval());
    else
        py_newbool(py_retval(), same(span_of(&argv[0]), span_of(&argv[1])));
    return true;
}

static bool range_ne(int argc, py_Ref argv)
{
    if (!range_eq(argc, argv))
        return false;
    if (argv[1].type == tp_range)
        py_newbool(py_retval(), !py_tobool(py_retval()));
    return true;
}

static bool range_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const span *s = span_of(argv);
    const uint64_t length = length_of(s);
    uint64_t hash = length * 1000003;
    if (length > 0)
        hash = (hash ^ (uint64_t)s->start) * 1000003;
    if (length > 1)
        hash = (hash ^ (uint64_t)s->step) * 1000003;
    py_newint(py_retval(), (int64_t)hash);
    return true;
}

static bool range_getitem(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    PY_CHECK_ARG_TYPE(1, tp_int);
    const span *s = span_of(argv);
    const uint64_t length = length_of(s);
    uint64_t index = (uint64_t)argv[1]._i64;
    if (argv[1]._i64 < 0)
        index += length; /* wraps around to more than there are, if it is too low */
    if (index >= length || (argv[1]._i64 < 0 && 0 - (uint64_t)argv[1]._i64 > length))
        return IndexError("range object index out of range");
    py_newint(py_retval(), (int64_t)((uint64_t)s->start + index * (uint64_t)s->step));
    return true;
}

/* PocketPy's adds the step to the last number too; where that wraps around, the
 * loop has no end. */
EXPORT bool range_iterator__next__(int argc, py_Ref argv)
{
    if (UNLIKELY(argc != 1))
        return TypeError("expected 0 arguments, got %d", argc - 1);
    iterator *r = PyObject__userdata(argv->_obj);
    if (r->span.step > 0 ? r->current >= r->span.stop : r->current <= r->span.stop)
        return StopIteration();
    py_TValue *out = &pk_current_vm->last_retval; /* a loop's every turn: no calls */
    out->type = tp_int;
    out->is_ptr = false;
    out->_i64 = r->current;
    if (UNLIKELY(__builtin_add_overflow(r->current, r->span.step, &r->current)))
        r->current = r->span.stop;
    return true;
}

/* Whether range(7, 14, 21) and its iterator are as the structs above have them. */
static bool is_as_expected(void)
{
    py_StackRef arguments = py_peek(0);
    for (int i = 1; i <= 3; i++)
        py_newint(py_pushtmp(), i * 7);
    const bool made = py_tpcall(tp_range, 3, arguments);
    py_shrink(3);
    if (!made || py_retval()->type != tp_range)
        return false;
    const span range = *span_of(py_retval());
    py_push(py_retval());
    const bool iterates = py_iter(py_peek(-1));
    py_pop();
    if (!iterates || py_retval()->type != tp_range_iterator)
        return false;
    const iterator *i = py_touserdata(py_retval());
    return range.start == 7 && range.stop == 14 && range.step == 21
           && memcmp(&i->span, &range, sizeof range) == 0 && i->current == range.start;
}

bool ranges_install(void)
{
    static const native methods[] = {
        { "__repr__", range_repr },
        { "__len__", range_len },
        { "__contains__", range_contains },
        { "__eq__", range_eq },
        { "__ne__", range_ne },
        { "__hash__", range_hash },
        { "__getitem__", range_getitem },
    };
    return is_as_expected() && natives_replace(py_tpobject(tp_range), methods, COUNT(methods));
}
