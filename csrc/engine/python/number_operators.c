/* number_operators.c -- binary operators of bool, int and float.
 *
 * numbers.c does what scripts do most at once; here is everything, with ints of any size and
 * CPython's exceptions. */
#include "python/number_operators.h"

#include "base/macros.h"
#include "python/arithmetic.h"
#include "python/complex.h"

#include <math.h>

bool number_is(const py_TValue *value) { return value->type == tp_float || integer_is(value); }

bool number_to_float(const py_TValue *value, double *out)
{
    if (value->type == tp_float) {
        *out = value->_f64;
        return true;
    }
    integer i;
    integer_read(value, &i);
    return integer_as_float(&i, out) || overflow_error("int too large to convert to float");
}

/* --------------------------------------------------------------------------- comparison */

enum comparison { LT, LE, EQ, NE, GT, GE };

static bool comparison_of(py_Name name, enum comparison *out)
{
    if (name == __lt__)
        *out = LT;
    else if (name == __le__)
        *out = LE;
    else if (name == __eq__)
        *out = EQ;
    else if (name == __ne__)
        *out = NE;
    else if (name == __gt__)
        *out = GT;
    else if (name == __ge__)
        *out = GE;
    else
        return false;
    return true;
}

static bool holds(enum comparison c, int way)
{
    switch (c) {
    case LT: return way < 0;
    case LE: return way <= 0;
    case EQ: return way == 0;
    case NE: return way != 0;
    case GT: return way > 0;
    default: return way >= 0;
    }
}

static bool compare(enum comparison c, const py_TValue *a, const py_TValue *b)
{
    const bool a_float = a->type == tp_float, b_float = b->type == tp_float;
    if ((a_float && isnan(a->_f64)) || (b_float && isnan(b->_f64)))
        return c == NE;
    if (a_float && b_float)
        return holds(c, a->_f64 < b->_f64 ? -1 : a->_f64 > b->_f64);
    integer x, y;
    if (!a_float)
        integer_read(a, &x);
    if (!b_float)
        integer_read(b, &y);
    if (a_float)
        return holds(c, -integer_compare_float(&y, a->_f64));
    if (b_float)
        return holds(c, integer_compare_float(&x, b->_f64));
    return holds(c, integer_compare(&x, &y));
}

/* ------------------------------------------------------------------------------- floats */

static enum numbers_result result(bool ok) { return ok ? NUMBERS_DONE : NUMBERS_ERROR; }

static enum numbers_result give(double value)
{
    py_newfloat(py_retval(), value);
    return NUMBERS_DONE;
}

/* A negative number to a power that is no integer: a complex. */
static bool fractional_power(double base, double exponent)
{
    complex_number z;
    return complex_power((complex_number){ base, 0.0 }, (complex_number){ exponent, 0.0 }, &z)
           && complex_give(z);
}

static enum numbers_result float_power(double base, double exponent)
{
    const double value = pow(base, exponent);
    if (isfinite(base) && isfinite(exponent)) {
        if (base == 0.0 && exponent < 0.0)
            return result(ZeroDivisionError("0.0 cannot be raised to a negative power"));
        if (isnan(value))
            return result(fractional_power(base, exponent));
        if (isinf(value))
            return result(overflow_error("(34, 'Numerical result out of range')"));
    }
    return give(value);
}

static enum numbers_result with_floats(py_Name name, const py_TValue *a, const py_TValue *b)
{
    double x, y;
    const bool arithmetic = name == __add__ || name == __sub__ || name == __mul__
                            || name == __truediv__ || name == __floordiv__ || name == __mod__
                            || name == __pow__;
    if (!arithmetic)
        return NUMBERS_OTHER;
    if (!number_to_float(a, &x) || !number_to_float(b, &y))
        return NUMBERS_ERROR;
    if (name == __add__)
        return give(x + y);
    if (name == __sub__)
        return give(x - y);
    if (name == __mul__)
        return give(x * y);
    if (name == __pow__)
        return float_power(x, y);
    if (y == 0.0)
        return result(ZeroDivisionError(name == __truediv__    ? "float division by zero"
                                        : name == __floordiv__ ? "float floor division by zero"
                                                               : "float modulo"));
    if (name == __truediv__)
        return give(x / y);
    double quotient, rest;
    float_divmod(x, y, &quotient, &rest);
    return give(name == __floordiv__ ? quotient : rest);
}

/* ------------------------------------------------------------------------------ integers */

static enum numbers_result integer_to_power(const integer *a, const integer *b)
{
    double base, exponent;
    if (!b->negative)
        return result(integer_power(a, b, py_retval()));
    if (!integer_as_float(a, &base) || !integer_as_float(b, &exponent))
        return result(overflow_error("int too large to convert to float"));
    return float_power(base, exponent);
}

static bool operation_of(py_Name name, enum integer_operation *out)
{
    const struct {
        py_Name name;
        enum integer_operation operation;
    } all[] = {
        { __add__, INTEGER_ADD },       { __sub__, INTEGER_SUB },
        { __mul__, INTEGER_MUL },       { __floordiv__, INTEGER_FLOORDIV },
        { __mod__, INTEGER_MOD },       { __and__, INTEGER_AND },
        { __or__, INTEGER_OR },         { __xor__, INTEGER_XOR },
        { __lshift__, INTEGER_LSHIFT }, { __rshift__, INTEGER_RSHIFT },
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i].name == name) {
            *out = all[i].operation;
            return true;
        }
    return false;
}

static enum numbers_result with_bools(py_Name name, bool a, bool b)
{
    if (name == __and__)
        py_newbool(py_retval(), a && b);
    else if (name == __or__)
        py_newbool(py_retval(), a || b);
    else
        py_newbool(py_retval(), a != b);
    return NUMBERS_DONE;
}

/* Of ints of 64 bits whose result has 64 bits: no limbs. */
static bool at_once(enum integer_operation operation, int64_t a, int64_t b)
{
    int64_t value;
    switch (operation) {
    case INTEGER_ADD:
        if (__builtin_add_overflow(a, b, &value))
            return false;
        break;
    case INTEGER_SUB:
        if (__builtin_sub_overflow(a, b, &value))
            return false;
        break;
    case INTEGER_MUL:
        if (__builtin_mul_overflow(a, b, &value))
            return false;
        break;
    case INTEGER_FLOORDIV:
        if (b == 0 || (b == -1 && a == INT64_MIN))
            return false;
        value = int_floordiv(a, b);
        break;
    case INTEGER_MOD:
        if (b == 0)
            return false;
        value = int_mod(a, b);
        break;
    case INTEGER_AND: value = a & b; break;
    case INTEGER_OR: value = a | b; break;
    case INTEGER_XOR: value = a ^ b; break;
    case INTEGER_RSHIFT:
        if (b < 0)
            return false;
        value = b < 64 ? a >> b : a < 0 ? -1 : 0;
        break;
    default: return false;
    }
    py_newint(py_retval(), value);
    return true;
}

static enum numbers_result with_integers(py_Name name, const py_TValue *a, const py_TValue *b)
{
    integer x, y;
    enum integer_operation operation;
    if (a->type == tp_bool && b->type == tp_bool
        && (name == __and__ || name == __or__ || name == __xor__))
        return with_bools(name, a->_bool, b->_bool);
    if (operation_of(name, &operation)) {
        if (!a->is_ptr && !b->is_ptr
            && at_once(operation, a->type == tp_bool ? a->_bool : a->_i64,
                       b->type == tp_bool ? b->_bool : b->_i64))
            return NUMBERS_DONE;
        integer_read(a, &x);
        integer_read(b, &y);
        return result(integer_operate(operation, &x, &y, py_retval()));
    }
    integer_read(a, &x);
    integer_read(b, &y);
    if (name == __pow__)
        return integer_to_power(&x, &y);
    if (name != __truediv__)
        return NUMBERS_OTHER;
    double value;
    if (!integer_truediv(&x, &y, &value))
        return NUMBERS_ERROR;
    return give(value);
}

enum numbers_result numbers_binary(py_Name operation, const py_TValue *a, const py_TValue *b)
{
    enum comparison comparison;
    if (!number_is(a) || !number_is(b))
        return NUMBERS_OTHER;
    if (comparison_of(operation, &comparison)) {
        py_newbool(py_retval(), compare(comparison, a, b));
        return NUMBERS_DONE;
    }
    /* The result may be written where an operand lies. */
    const py_TValue x = *a, y = *b;
    if (x.type == tp_float || y.type == tp_float)
        return with_floats(operation, &x, &y);
    return with_integers(operation, &x, &y);
}
