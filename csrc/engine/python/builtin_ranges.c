/* builtin_ranges.c -- range and slice in full, for VMs of dialect "python".
 *
 * What both dialects have of ranges is in python/ranges.c.  A range holds numbers of 64 bits.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/imports.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/builtin_install.h"
#include "stop/steps.h"

#include <string.h>

/* As PocketPy has them in its objects (python/ranges.c makes sure). */
typedef struct span {
    int64_t start, stop, step;
} span;

static bool is_small(py_Ref value) { return value->type == tp_int && !value->is_ptr; }

/* A number as C has it, by __index__ too; what is larger is an OverflowError. */
static bool index_of(py_Ref value, int64_t *out)
{
    py_TValue number = *value;
    number = *boxed_value(&number);
    if (!is_small(&number) && number.type != tp_bool && !py_isinstance(&number, tp_int)) {
        py_Ref method = class_find_in(value->type, py_name("__index__"));
        if (method == NULL)
            return TypeError("'%t' object cannot be interpreted as an integer", value->type);
        if (!call_special(method, 1, value))
            return false;
        number = *py_retval();
    }
    if (number.type == tp_bool)
        *out = number._bool;
    else if (is_small(&number))
        *out = number._i64;
    else if (py_isinstance(&number, tp_int))
        return overflow_error("Python int too large to convert to C ssize_t");
    else
        return TypeError("__index__ returned non-int (type %t)", number.type);
    return true;
}

/* -------------------------------------------------------------------------- range */

static uint64_t length_of(const span *s)
{
    const uint64_t start = (uint64_t)s->start, stop = (uint64_t)s->stop;
    if (s->step > 0)
        return s->start < s->stop ? (stop - start - 1) / (uint64_t)s->step + 1 : 0;
    return s->start > s->stop ? (start - stop - 1) / (0 - (uint64_t)s->step) + 1 : 0;
}

static void range_make(py_OutRef out, span s)
{
    span *const made = py_newobject(out, tp_range, 0, sizeof *made);
    *made = s;
}

/* Numbers that are too large for those here: csrc/library/python/_long_range.py has a class. */
static bool call_long_range(int argc, py_Ref argv)
{
    if (imports_import("_long_range") != 1 || !py_getattr(py_retval(), py_name("range")))
        return false;
    py_TValue class = *py_retval();
    return py_call(&class, argc, argv);
}

static bool make_long(int argc, py_Ref argv)
{
    const py_Ref overflow = py_getbuiltin(py_name("OverflowError"));
    if (overflow == NULL || !py_matchexc(py_totype(overflow)))
        return false;
    py_clearexc(NULL);
    return call_long_range(argc - 1, argv + 1);
}

/* A method of the same range in that class. */
static bool call_as_long(const span *s, py_Name name, int argc, py_Ref argv)
{
    py_TValue bounds[3], method;
    py_newint(&bounds[0], s->start);
    py_newint(&bounds[1], s->stop);
    py_newint(&bounds[2], s->step);
    if (!call_long_range(3, bounds) || !py_getattr(py_retval(), name))
        return false;
    method = *py_retval();
    return py_call(&method, argc, argv);
}

static bool range_new(int argc, py_Ref argv)
{
    span s = { 0, 0, 1 };
    if (argc < 2)
        return TypeError("range expected at least 1 argument, got 0");
    if (argc > 4)
        return TypeError("range expected at most 3 arguments, got %d", argc - 1);
    if (argc == 2) {
        if (!index_of(&argv[1], &s.stop))
            return make_long(argc, argv);
    } else if (!index_of(&argv[1], &s.start) || !index_of(&argv[2], &s.stop)
               || (argc == 4 && !index_of(&argv[3], &s.step))) {
        return make_long(argc, argv);
    }
    if (s.step == 0)
        return ValueError("range() arg 3 must not be zero");
    range_make(py_retval(), s);
    return true;
}

/* PocketPy's __init__ would be given the arguments once more. */
static bool range_init(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

static const span *self_of(int argc, py_Ref argv)
{
    if (argc < 1 || argv->type != tp_range) {
        TypeError("this method is of a range");
        return NULL;
    }
    return py_touserdata(argv);
}

#define MEMBER(name)                                \
    static bool range_##name(int argc, py_Ref argv) \
    {                                               \
        const span *const s = self_of(argc, argv);  \
        if (s == NULL)                              \
            return false;                           \
        py_newint(py_retval(), s->name);            \
        return true;                                \
    }
MEMBER(start)
MEMBER(stop)
MEMBER(step)

/* Whether a value can be equal to ints without being one: an object of a class of the script's, or
 * a complex. */
static bool may_equal(py_Ref value)
{
    return !integer_is(value) && value->type != tp_float && value->type > POCKETPY_LAST_TYPE;
}

/* How often such a value is in a range, and the first place; `once`: only whether it is.  False:
 * raised. */
static bool search(py_Ref range, py_Ref value, bool once, int64_t *count, uint64_t *place)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    *count = 0;
    py_push(value);
    if (!py_iter(range))
        return false;
    py_push(py_retval());
    int more;
    for (int64_t i = 0; (more = py_next(base + 1)) > 0; i++) {
        py_push(py_retval());
        const int equal = step_take(pkhost_here) ? py_equal(base + 2, base) : -1;
        vm->stack.sp = base + 2;
        if (equal < 0)
            return false;
        if (equal && (*count)++ == 0)
            *place = (uint64_t)i;
        if (equal && once)
            break;
    }
    vm->stack.sp = base;
    return more >= 0;
}

/* Whether a number is in a range, and where: up to 2**64 - 2. */
static bool find(const span *s, py_Ref value, uint64_t *place)
{
    value = boxed_value(value);
    int64_t number;
    if (is_small(value))
        number = value->_i64;
    else if (value->type == tp_bool)
        number = value->_bool;
    else if (value->type == tp_float && value->_f64 == (double)(int64_t)value->_f64)
        number = (int64_t)value->_f64;
    else
        return false;
    const uint64_t away =
        s->step > 0 ? (uint64_t)number - (uint64_t)s->start : (uint64_t)s->start - (uint64_t)number;
    const uint64_t step = s->step > 0 ? (uint64_t)s->step : 0 - (uint64_t)s->step;
    *place = away / step;
    return away % step == 0 && *place < length_of(s);
}

static bool range_index(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    if (argc != 2)
        return TypeError("range.index() takes exactly one argument (%d given)", argc - 1);
    int64_t count;
    uint64_t place;
    if (!may_equal(&argv[1]))
        count = find(s, &argv[1], &place);
    else if (!search(&argv[0], &argv[1], true, &count, &place))
        return false;
    if (count > 0)
        return integer_give_u64(py_retval(), false, place);
    if (!py_isinstance(&argv[1], tp_int))
        return ValueError("sequence.index(x): x not in sequence");
    if (!py_repr(&argv[1]))
        return false;
    return ValueError("%v is not in range", py_tosv(py_retval()));
}

static bool range_count(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    if (argc != 2)
        return TypeError("range.count() takes exactly one argument (%d given)", argc - 1);
    int64_t count;
    uint64_t place;
    if (!may_equal(&argv[1]))
        count = find(s, &argv[1], &place);
    else if (!search(&argv[0], &argv[1], false, &count, &place))
        return false;
    py_newint(py_retval(), count);
    return true;
}

static bool range_contains(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    int64_t count;
    uint64_t place;
    PY_CHECK_ARGC(2);
    if (s == NULL)
        return false;
    if (!may_equal(&argv[1]))
        count = find(s, &argv[1], &place);
    else if (!search(&argv[0], &argv[1], true, &count, &place))
        return false;
    py_newbool(py_retval(), count != 0);
    return true;
}

static bool range_bool(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    PY_CHECK_ARGC(1);
    if (s == NULL)
        return false;
    py_newbool(py_retval(), length_of(s) != 0);
    return true;
}

static bool range_len(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    PY_CHECK_ARGC(1);
    if (s == NULL)
        return false;
    const uint64_t length = length_of(s);
    if (length > INT64_MAX)
        return overflow_error("Python int too large to convert to C ssize_t");
    py_newint(py_retval(), (int64_t)length);
    return true;
}

static bool slice_indices(py_Ref slice, int64_t length, int64_t *out);

static bool range_getitem(int argc, py_Ref argv)
{
    const span *const self = self_of(argc, argv);
    PY_CHECK_ARGC(2);
    if (self == NULL)
        return false;
    const span s = *self;
    const uint64_t length = length_of(&s);
    if (argv[1].type == tp_slice) {
        int64_t at[3];
        span part;
        if (length > INT64_MAX)
            return call_as_long(&s, __getitem__, 1, &argv[1]);
        if (!slice_indices(&argv[1], (int64_t)length, at))
            return false;
        if (__builtin_mul_overflow(at[0], s.step, &part.start)
            || __builtin_add_overflow(s.start, part.start, &part.start)
            || __builtin_mul_overflow(at[1], s.step, &part.stop)
            || __builtin_add_overflow(s.start, part.stop, &part.stop)
            || __builtin_mul_overflow(at[2], s.step, &part.step))
            return call_as_long(&s, __getitem__, 1, &argv[1]);
        range_make(py_retval(), part);
        return true;
    }
    int64_t index;
    if (!is_small(&argv[1]) && argv[1].type != tp_bool && !py_isinstance(&argv[1], tp_int)
        && class_find_in(argv[1].type, py_name("__index__")) == NULL)
        return TypeError("range indices must be integers or slices, not %t", argv[1].type);
    if (big_integer_is(&argv[1]))
        return length > INT64_MAX ? call_as_long(&s, __getitem__, 1, &argv[1])
                                  : IndexError("range object index out of range");
    if (!index_of(&argv[1], &index))
        return false;
    uint64_t place = (uint64_t)index;
    if (index < 0)
        place += length; /* wraps around to more than there are, if it is too low */
    if (place >= length || (index < 0 && 0 - (uint64_t)index > length))
        return IndexError("range object index out of range");
    py_newint(py_retval(), (int64_t)((uint64_t)s.start + place * (uint64_t)s.step));
    return true;
}

static bool range_reversed(int argc, py_Ref argv)
{
    const span *const s = self_of(argc, argv);
    if (s == NULL)
        return false;
    const uint64_t length = length_of(s), step = (uint64_t)s->step;
    const uint64_t last = (uint64_t)s->start + (length - 1) * step;
    span turned = { 0, 0, 1 };
    if (length != 0) {
        turned.start = (int64_t)last;
        if (s->step == INT64_MIN || __builtin_sub_overflow(s->start, s->step, &turned.stop))
            return call_as_long(s, py_name("__reversed__"), 0, NULL);
        turned.step = -s->step;
    }
    py_StackRef made = py_pushtmp();
    range_make(made, turned);
    if (!py_iter(made))
        return false;
    py_pop();
    return true;
}

/* -------------------------------------------------------------------------- slice */

enum { START, STOP, STEP, PARTS };

static bool slice_new(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("slice expected at least 1 argument, got 0");
    if (argc > 4)
        return TypeError("slice expected at most 3 arguments, got %d", argc - 1);
    py_TValue made;
    py_Ref parts = py_newslice(&made);
    for (int i = 0; i < PARTS; i++)
        parts[i] = *py_None();
    if (argc == 2)
        parts[STOP] = argv[1];
    for (int i = 0; argc > 2 && i < argc - 1; i++)
        parts[i] = argv[1 + i];
    *py_retval() = made;
    return true;
}

static bool part(py_Ref value, int64_t otherwise, int64_t least, int64_t most, int64_t length,
                 int64_t *out)
{
    if (value->type == tp_NoneType) {
        *out = otherwise;
        return true;
    }
    int64_t number;
    if (!is_small(value) && value->type != tp_bool
        && big_integer_is(value)) { /* beyond 64 bits: beyond any end */
        py_TValue zero = { .type = tp_int };
        const int negative = py_less(value, &zero);
        if (negative < 0)
            return false;
        number = negative ? INT64_MIN / 2 : INT64_MAX / 2;
    } else if (!is_small(value) && value->type != tp_bool && !py_isinstance(value, tp_int)
               && class_find_in(value->type, py_name("__index__")) == NULL) {
        return TypeError("slice indices must be integers or None or have an __index__ method");
    } else if (!index_of(value, &number)) {
        return false;
    }
    if (number < 0)
        number = number < -length ? least : number + length;
    *out = number < least ? least : number > most ? most : number;
    return true;
}

/* start, stop and step for a sequence of so many items. */
static bool slice_indices(py_Ref slice, int64_t length, int64_t *out)
{
    py_TValue parts[PARTS];
    memcpy(parts, PyObject__slots(slice->_obj), sizeof parts);
    int64_t step = 1;
    if (parts[STEP].type != tp_NoneType && !index_of(&parts[STEP], &step))
        return false;
    if (step == 0)
        return ValueError("slice step cannot be zero");
    const int64_t least = step < 0 ? -1 : 0, most = step < 0 ? length - 1 : length;
    out[STEP] = step;
    return part(&parts[START], step < 0 ? most : least, least, most, length, &out[START])
           && part(&parts[STOP], step < 0 ? least : most, least, most, length, &out[STOP]);
}

static bool is_slice(int argc, py_Ref argv, int count)
{
    PY_CHECK_ARGC(count);
    return argv->type == tp_slice || TypeError("this method is of a slice");
}

static bool slice_method_indices(int argc, py_Ref argv)
{
    int64_t length, at[PARTS];
    if (!is_slice(argc, argv, 2) || !index_of(&argv[1], &length))
        return false;
    if (length < 0)
        return ValueError("length should not be negative");
    if (!slice_indices(argv, length, at))
        return false;
    py_TValue made;
    py_Ref items = py_newtuple(&made, PARTS);
    for (int i = 0; i < PARTS; i++)
        items[i] = (py_TValue){ .type = tp_int, ._i64 = at[i] };
    *py_retval() = made;
    return true;
}

/* Slices are compared as tuples of their parts. */
static void as_tuple(py_Ref slice, py_OutRef out)
{
    py_TValue parts[PARTS];
    memcpy(parts, PyObject__slots(slice->_obj), sizeof parts);
    memcpy(py_newtuple(out, PARTS), parts, sizeof parts);
}

static bool slice_compare(int argc, py_Ref argv, py_Name operation, py_Name reflected)
{
    if (!is_slice(argc, argv, 2))
        return false;
    if (argv[1].type != tp_slice) {
        py_newnotimplemented(py_retval());
        return true;
    }
    py_StackRef left = py_pushtmp(), right = py_pushtmp();
    as_tuple(&argv[0], left);
    as_tuple(&argv[1], right);
    if (!py_binaryop(left, right, operation, reflected))
        return false;
    py_shrink(2);
    return true;
}

static bool slice_eq(int argc, py_Ref argv) { return slice_compare(argc, argv, __eq__, __eq__); }
static bool slice_ne(int argc, py_Ref argv) { return slice_compare(argc, argv, __ne__, __ne__); }
static bool slice_lt(int argc, py_Ref argv) { return slice_compare(argc, argv, __lt__, __gt__); }
static bool slice_le(int argc, py_Ref argv) { return slice_compare(argc, argv, __le__, __ge__); }
static bool slice_gt(int argc, py_Ref argv) { return slice_compare(argc, argv, __gt__, __lt__); }
static bool slice_ge(int argc, py_Ref argv) { return slice_compare(argc, argv, __ge__, __le__); }

bool builtin_ranges_install(void)
{
    static const native of_range[] = {
        { "__new__", range_new },           { "__init__", range_init },
        { "__getitem__", range_getitem },   { "__reversed__", range_reversed },
        { "count", range_count },           { "index", range_index },
        { "__contains__", range_contains }, { "__len__", range_len },
        { "__bool__", range_bool },
    };
    static const native of_slice[] = {
        { "__new__", slice_new }, { "indices", slice_method_indices },
        { "__eq__", slice_eq },   { "__ne__", slice_ne },
        { "__lt__", slice_lt },   { "__le__", slice_le },
        { "__gt__", slice_gt },   { "__ge__", slice_ge },
    };
    py_bindproperty(tp_range, "start", range_start, NULL);
    py_bindproperty(tp_range, "stop", range_stop, NULL);
    py_bindproperty(tp_range, "step", range_step, NULL);
    return natives_replace(py_tpobject(tp_range), of_range, COUNT(of_range))
           && natives_replace(py_tpobject(tp_slice), of_slice, COUNT(of_slice));
}
