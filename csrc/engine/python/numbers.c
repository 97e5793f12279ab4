/* numbers.c -- arithmetic and comparison of two numbers, without detours.
 *
 * PocketPy has one way for every operator: it looks the method up by its name
 * in the left operand's type and its bases, and calls it.  Between int and
 * float that takes ten times as long as the operation.  Here those that scripts
 * use most are done at once.
 *
 * The methods of int and float for the same operators are ours too, and give
 * the same results: PocketPy's compare and divide large integers by way of
 * floats, and // and % of the least integer are undefined.
 *
 * A script may put methods of its own into int and float.  So each time the
 * entry of the method in the type's namespace must still be where it was when
 * the VM was built, with the method that was there.  Whatever else takes the long
 * way: other operators and types, division by zero, negative operands of // and %,
 * integers that no float equals.
 */
#include "python/numbers.h"

#include "base/macros.h"
#include "base/originals.h"
#include "interpose/arguments.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/binary.h"
#include "memory/dialect.h"
#include "python/arithmetic.h"
#include "python/complex_operators.h"
#include "python/install.h"
#include "python/number_operators.h"

#include <math.h>

/* All of it is one function to the loop; gcc would leave out what is used twice. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

enum operation {
    OTHER,
    ADD,
    SUB,
    MUL,
    TRUEDIV,
    FLOORDIV,
    MOD,
    LT,
    LE,
    EQ,
    NE,
    GT,
    GE,
    HASH,
    AND,
    OR,
    XOR,
    LSHIFT,
    RSHIFT,
    OPERATIONS
};
_Static_assert((int)OPERATIONS == (int)NUMBER_OPERATIONS, "the region has room for all");

void numbers_prepare(void)
{
    const struct {
        py_Name name;
        enum operation operation;
    } operators[] = {
        { __add__, ADD },
        { __sub__, SUB },
        { __mul__, MUL },
        { __truediv__, TRUEDIV },
        { __floordiv__, FLOORDIV },
        { __mod__, MOD },
        { __lt__, LT },
        { __le__, LE },
        { __eq__, EQ },
        { __ne__, NE },
        { __gt__, GT },
        { __ge__, GE },
        { __hash__, HASH },
        { __and__, AND },
        { __or__, OR },
        { __xor__, XOR },
        { __lshift__, LSHIFT },
        { __rshift__, RSHIFT },
    };
    for (size_t i = 0; i < COUNT(operators); i++)
        ((struct name *)operators[i].name)->operation = (uint8_t)operators[i].operation;
}

void numbers_note(region *r)
{
    for (int kind = 0; kind < 2; kind++) {
        const NameDict *dict = PyObject__dict(py_tpobject((py_Type)(tp_int + kind))->_obj);
        r->numbers[kind].dict = dict;
        r->numbers[kind].items = dict->items;
        for (int i = 0; i < dict->capacity; i++) {
            const NameDict_KV *entry = &dict->items[i];
            if (entry->key == NULL || entry->value.type != tp_nativefunc)
                continue;
            const uint8_t operation = ((const struct name *)entry->key)->operation;
            if (operation == OTHER)
                continue;
            r->numbers[kind].methods[operation].entry = entry;
            r->numbers[kind].methods[operation].function = entry->value._cfunc;
        }
    }
}

static ALWAYS_INLINE bool untouched(const struct number_type *type, py_Name name, int operation)
{
    const struct number_method *m = &type->methods[operation];
    return type->dict->items == type->items && m->entry != NULL && m->entry->key == name
           && m->entry->value.type == tp_nativefunc && m->entry->value._cfunc == m->function;
}

static inline bool give_int(py_TValue *out, int64_t value)
{
    out->type = tp_int;
    out->is_ptr = false;
    out->_i64 = value;
    return true;
}

static inline bool give_float(py_TValue *out, double value)
{
    out->type = tp_float;
    out->is_ptr = false;
    out->_f64 = value;
    return true;
}

static inline bool give_bool(py_TValue *out, bool value)
{
    out->type = tp_bool;
    out->is_ptr = false;
    out->_bool = value;
    return true;
}

/* Integers of this size are floats too, exactly. */
#define EXACT_MOST ((int64_t)1 << 53)

static inline bool is_exact(int64_t i) { return i <= EXACT_MOST && i >= -EXACT_MOST; }

/* A result that was cut to 64 bits: PocketPy's integers wrap around, Python's do not. */
static ALWAYS_INLINE bool give_cut(py_TValue *out, int64_t value, bool overflow)
{
    if (UNLIKELY(overflow) && dialect_is_python())
        return false;
    return give_int(out, value);
}

/* Whether it was done. */
static ALWAYS_INLINE bool with_ints(py_TValue *out, int operation, int64_t a, int64_t b)
{
    int64_t value;
    switch (operation) {
    case ADD: {
        const bool overflow = __builtin_add_overflow(a, b, &value);
        return give_cut(out, value, overflow);
    }
    case SUB: {
        const bool overflow = __builtin_sub_overflow(a, b, &value);
        return give_cut(out, value, overflow);
    }
    case MUL: {
        const bool overflow = __builtin_mul_overflow(a, b, &value);
        return give_cut(out, value, overflow);
    }
    case TRUEDIV:
        return b != 0 && is_exact(a) && is_exact(b) && give_float(out, (double)a / (double)b);
    case FLOORDIV: return a >= 0 && b > 0 && give_int(out, a / b);
    case MOD: return a >= 0 && b > 0 && give_int(out, a % b);
    case LT: return give_bool(out, a < b);
    case LE: return give_bool(out, a <= b);
    case EQ: return give_bool(out, a == b);
    case NE: return give_bool(out, a != b);
    case GT: return give_bool(out, a > b);
    case GE: return give_bool(out, a >= b);
    case AND: return give_int(out, a & b);
    case OR: return give_int(out, a | b);
    case XOR: return give_int(out, a ^ b);
    case LSHIFT:
        value = (uint64_t)b < 63 ? (int64_t)((uint64_t)a << b) : 0;
        return (uint64_t)b < 63 && value >> b == a && give_int(out, value);
    case RSHIFT: return (uint64_t)b < 64 && give_int(out, a >> b);
    default: return false;
    }
}

static ALWAYS_INLINE bool with_floats(py_TValue *out, int operation, double a, double b)
{
    switch (operation) {
    case ADD: return give_float(out, a + b);
    case SUB: return give_float(out, a - b);
    case MUL: return give_float(out, a * b);
    case TRUEDIV: return b != 0.0 && give_float(out, a / b);
    case LT: return give_bool(out, a < b);
    case LE: return give_bool(out, a <= b);
    case EQ: return give_bool(out, a == b);
    case NE: return give_bool(out, a != b);
    case GT: return give_bool(out, a > b);
    case GE: return give_bool(out, a >= b);
    default: return false;
    }
}

/* How an integer that is no float compares with one: below 0, 0, above 0; `f` is
 * a number. */
static int compared(int64_t i, double f)
{
    if (f >= 0x1p63)
        return -1;
    if (f < -0x1p63)
        return 1;
    const int64_t whole = (int64_t)f;
    if (i != whole)
        return i < whole ? -1 : 1;
    const double rest = f - (double)whole;
    return rest > 0 ? -1 : rest < 0;
}

static bool compare_exactly(py_TValue *out, int operation, int64_t i, double f, bool int_first)
{
    if (isnan(f))
        return give_bool(out, operation == NE);
    const int way = int_first ? compared(i, f) : -compared(i, f);
    switch (operation) {
    case LT: return give_bool(out, way < 0);
    case LE: return give_bool(out, way <= 0);
    case EQ: return give_bool(out, way == 0);
    case NE: return give_bool(out, way != 0);
    case GT: return give_bool(out, way > 0);
    default: return give_bool(out, way >= 0);
    }
}

static inline double as_float(const py_TValue *v)
{
    return v->type == tp_int ? (double)v->_i64 : v->_f64;
}

static inline bool is_large(const py_TValue *v) { return v->type == tp_int && !is_exact(v->_i64); }

/* Of two numbers, of which one at least is a float. */
static ALWAYS_INLINE bool with_mixed(py_TValue *out, int operation, const py_TValue *a,
                                     const py_TValue *b)
{
    if (UNLIKELY(operation >= LT && (is_large(a) || is_large(b))))
        return false;
    return with_floats(out, operation, as_float(a), as_float(b));
}

static ALWAYS_INLINE int told(const region *r, const py_TValue *a, const py_TValue *b, py_Name name,
                              int operation)
{
    const unsigned left = (unsigned)(a->type - tp_int), right = (unsigned)(b->type - tp_int);
    py_TValue result;

    if (left > 1 || right > 1 || UNLIKELY(!untouched(&r->numbers[left], name, operation)))
        return -1;
    if ((left | right) == 0)
        return with_ints(&result, operation, a->_i64, b->_i64) ? result._bool : -1;
    return with_mixed(&result, operation, a, b) ? result._bool : -1;
}

int numbers_less(const region *r, const py_TValue *a, const py_TValue *b)
{
    return told(r, a, b, __lt__, LT);
}

bool numbers_hash_int(const region *r)
{
    return untouched(&r->numbers[0], __hash__, HASH) && untouched(&r->numbers[0], __eq__, EQ);
}

int numbers_equal(const region *r, const py_TValue *a, const py_TValue *b)
{
    return told(r, a, b, __eq__, EQ);
}

/* The operands are on top of the value stack, the answer is last_retval. */
EXPORT bool pk_stack_binaryop(VM *vm, py_Name name, py_Name reflected)
{
    const py_TValue *b = vm->stack.sp - 1, *a = b - 1;
    const unsigned left = (unsigned)(a->type - tp_int), right = (unsigned)(b->type - tp_int);
    if (left <= 1 && right <= 1) {
        const int operation = ((const struct name *)name)->operation;
        if (LIKELY(untouched(&region_of(vm)->numbers[left], name, operation))) {
            py_TValue *out = &vm->last_retval;
            if ((left | right) == 0 ? with_ints(out, operation, a->_i64, b->_i64)
                                    : with_mixed(out, operation, a, b))
                return true;
        }
    }
    if (!dialect_is_python())
        return pkhost_originals.stack_binaryop(vm, name, reflected);
    enum numbers_result done = numbers_binary(name, a, b);
    if (done == NUMBERS_OTHER)
        done = complex_binary_plain(name, a, b);
    return done == NUMBERS_OTHER ? binary_operate(vm, name) : done == NUMBERS_DONE;
}

/* ------------------------------------------------------------------ the methods */

static bool is_number(py_Ref value) { return value->type == tp_int || value->type == tp_float; }

static __attribute__((noinline)) bool method(int operation, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!is_number(&argv[0]) || !is_number(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const py_TValue a = argv[0], b = argv[1];
    const bool ints = a.type == tp_int && b.type == tp_int;
    py_TValue *const out = py_retval();
    if (ints ? with_ints(out, operation, a._i64, b._i64) : with_mixed(out, operation, &a, &b))
        return true;
    if (operation >= LT)
        return a.type == tp_int ? compare_exactly(out, operation, a._i64, b._f64, true)
                                : compare_exactly(out, operation, b._i64, a._f64, false);
    if (as_float(&b) == 0.0)
        return ZeroDivisionError(
            operation == TRUEDIV ? (ints ? "division by zero" : "float division by zero")
            : operation == MOD
                ? (ints ? "integer modulo by zero" : "float modulo by zero")
                : (ints ? "integer division or modulo by zero" : "float floor division by zero"));
    if (ints)
        switch (operation) {
        case TRUEDIV: return give_float(out, int_truediv(a._i64, b._i64));
        case FLOORDIV: return give_int(out, int_floordiv(a._i64, b._i64));
        default: return give_int(out, int_mod(a._i64, b._i64));
        }
    double quotient, rest;
    float_divmod(as_float(&a), as_float(&b), &quotient, &rest);
    return give_float(out, operation == MOD ? rest : quotient);
}

static bool reflected(int operation, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    py_TValue turned[2] = { argv[1], argv[0] };
    return method(operation, 2, turned);
}

#define METHOD(name, operation) \
    static bool number_##name(int argc, py_Ref argv) { return method(operation, argc, argv); }
METHOD(add, ADD)
METHOD(sub, SUB)
METHOD(mul, MUL)
METHOD(truediv, TRUEDIV)
METHOD(floordiv, FLOORDIV)
METHOD(mod, MOD)
METHOD(lt, LT)
METHOD(le, LE)
METHOD(eq, EQ)
METHOD(ne, NE)
METHOD(gt, GT)
METHOD(ge, GE)

static bool number_rfloordiv(int argc, py_Ref argv) { return reflected(FLOORDIV, argc, argv); }
static bool number_rmod(int argc, py_Ref argv) { return reflected(MOD, argc, argv); }

bool numbers_install(void)
{
    static const native both[] = {
        { "__add__", number_add },
        { "__sub__", number_sub },
        { "__mul__", number_mul },
        { "__truediv__", number_truediv },
        { "__floordiv__", number_floordiv },
        { "__mod__", number_mod },
        { "__lt__", number_lt },
        { "__le__", number_le },
        { "__eq__", number_eq },
        { "__ne__", number_ne },
        { "__gt__", number_gt },
        { "__ge__", number_ge },
    };
    static const native of_float[] = {
        { "__rfloordiv__", number_rfloordiv },
        { "__rmod__", number_rmod },
    };
    exception_add("OverflowError", tp_Exception);
    return natives_replace(py_tpobject(tp_int), both, COUNT(both))
           && natives_replace(py_tpobject(tp_float), both, COUNT(both))
           && natives_replace(py_tpobject(tp_float), of_float, COUNT(of_float));
}
