/* float_methods.c -- the methods of float, as CPython has them: dialect "python". */
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "python/arithmetic.h"
#include "python/hexadecimal.h"
#include "python/number_operators.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --------------------------------------------------------------------------- operators */

#define OPERATOR(name)                                          \
    static bool on_float_##name(int argc, py_Ref argv)          \
    {                                                           \
        return number_operate(__##name##__, false, argc, argv); \
    }
#define REFLECTED(name)                                        \
    static bool on_float_r##name(int argc, py_Ref argv)        \
    {                                                          \
        return number_operate(__##name##__, true, argc, argv); \
    }
NUMBER_ARITHMETIC(OPERATOR)
NUMBER_COMPARISONS(OPERATOR)
NUMBER_ARITHMETIC(REFLECTED)
REFLECTED(pow)

static bool float_pow_method(int argc, py_Ref argv)
{
    if (argc == 3 && argv[2].type != tp_NoneType)
        return TypeError("pow() 3rd argument not allowed unless all arguments are integers");
    return number_operate(__pow__, false, argc == 3 ? 2 : argc, argv);
}

static bool float_new(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("float expected at most 1 argument, got %d", argc - 1);
    if (argc < 2) {
        py_newfloat(py_retval(), 0.0);
        return true;
    }
    return float_of_object(&argv[1], py_retval());
}
/* ------------------------------------------------------------------------------------ float */

static bool give(double value)
{
    py_newfloat(py_retval(), value);
    return true;
}

static bool float_neg(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && give(-argv[0]._f64);
}
static bool float_abs(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && give(fabs(argv[0]._f64));
}
static bool float_itself(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && give(argv[0]._f64);
}

static bool float_zero(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return give(0.0);
}

static bool float_bool(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newbool(py_retval(), argv[0]._f64 != 0.0);
    return true;
}

static bool float_int(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && integer_of_object(&argv[0], py_retval());
}

static bool whole(double value, double rounded)
{
    py_TValue f;
    (void)value;
    py_newfloat(&f, rounded);
    return integer_of_object(&f, py_retval());
}

static bool float_floor(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && whole(argv[0]._f64, floor(argv[0]._f64));
}
static bool float_ceil(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && whole(argv[0]._f64, ceil(argv[0]._f64));
}

static bool float_hash(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const double value = argv[0]._f64;
    int64_t hash;
    if (isnan(value))
        memcpy(&hash, &value, sizeof hash);
    else
        hash = float_hash_value(value);
    py_newint(py_retval(), hash);
    return true;
}

static bool float_round_method(int argc, py_Ref argv)
{
    bool has;
    int64_t digits;
    return number_digits(argc, argv, &has, &digits)
           && float_round(argv[0]._f64, has, digits, py_retval());
}

static bool float_is_integer(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const double value = argv[0]._f64;
    py_newbool(py_retval(), isfinite(value) && trunc(value) == value);
    return true;
}

static bool float_as_integer_ratio(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    double value = argv[0]._f64;
    if (isnan(value))
        return ValueError("cannot convert NaN to integer ratio");
    if (isinf(value))
        return overflow_error("cannot convert Infinity to integer ratio");
    int exponent;
    double fraction = frexp(value, &exponent);
    for (int i = 0; i < 300 && fraction != floor(fraction); i++) {
        fraction *= 2.0;
        exponent--;
    }
    py_TValue top, bottom, count, *const scaled = exponent > 0 ? &top : &bottom;
    integer i, by;
    if (!integer_of_float(fraction, &top))
        return false;
    py_newint(&bottom, 1);
    py_newint(&count, exponent > 0 ? exponent : -exponent);
    integer_read(scaled, &i);
    integer_read(&count, &by);
    if (!integer_operate(INTEGER_LSHIFT, &i, &by, scaled))
        return false;
    py_Ref pair = py_newtuple(py_retval(), 2);
    pair[0] = top;
    pair[1] = bottom;
    return true;
}

static bool float_hex(int argc, py_Ref argv)
{
    char text[64];
    if (!arguments_expected(argc - 1, 0))
        return false;
    const double value = argv[0]._f64;
    if (!isfinite(value)) {
        float_write(text, value);
        py_newstr(py_retval(), text);
        return true;
    }
    int exponent = 0;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint64_t mantissa = bits & (((uint64_t)1 << 52) - 1);
    const int stored = (int)(bits >> 52 & 0x7ff);
    exponent = value == 0.0 ? 0 : stored == 0 ? -1022 : stored - 1023;
    if (value == 0.0)
        snprintf(text, sizeof text, "%s0x0.0p+0", signbit(value) ? "-" : "");
    else
        snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", signbit(value) ? "-" : "", stored != 0,
                 (unsigned long long)mantissa, exponent);
    py_newstr(py_retval(), text);
    return true;
}

static bool float_fromhex(int argc, py_Ref argv)
{
    double value;
    if (argc != 2)
        return TypeError("float.fromhex() takes exactly one argument (%d given)", argc - 1);
    py_Ref const given = boxed_value(&argv[1]);
    if (given->type != tp_str)
        return TypeError("bad argument type for built-in operation");
    switch (hexadecimal_read(py_tosv(given), &value)) {
    case HEXADECIMAL_NONE: return ValueError("invalid hexadecimal floating-point string");
    case HEXADECIMAL_TOO_LARGE:
        return overflow_error("hexadecimal value too large to represent as a float");
    default: return give(value) && natives_make_of(&argv[0], tp_float);
    }
}

/* How numbers of C lie in memory. */
static bool float_getformat(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("float.__getformat__() takes exactly one argument (%d given)", argc - 1);
    if (argv[1].type != tp_str)
        return TypeError("__getformat__() argument must be str, not %t", argv[1].type);
    const char *const kind = py_tostr(&argv[1]);
    if (strcmp(kind, "double") != 0 && strcmp(kind, "float") != 0)
        return ValueError("__getformat__() argument 1 must be 'double' or 'float'");
    py_newstr(py_retval(), "IEEE, little-endian");
    return true;
}

static bool float_repr(int argc, py_Ref argv)
{
    char text[FLOAT_TEXT];
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newstrv(py_retval(), (c11_sv){ text, float_write(text, argv[0]._f64) });
    return true;
}
/* ----------------------------------------------------------------------------- installing */

bool float_methods_install(void)
{
    static const native of_float[] = {
        { "__new__", float_new },
        { "__add__", on_float_add },
        { "__radd__", on_float_radd },
        { "__sub__", on_float_sub },
        { "__rsub__", on_float_rsub },
        { "__mul__", on_float_mul },
        { "__rmul__", on_float_rmul },
        { "__truediv__", on_float_truediv },
        { "__rtruediv__", on_float_rtruediv },
        { "__floordiv__", on_float_floordiv },
        { "__rfloordiv__", on_float_rfloordiv },
        { "__mod__", on_float_mod },
        { "__rmod__", on_float_rmod },
        { "__pow__", float_pow_method },
        { "__rpow__", on_float_rpow },
        { "__divmod__", number_divmod_method },
        { "__rdivmod__", number_rdivmod_method },
        { "__lt__", on_float_lt },
        { "__le__", on_float_le },
        { "__eq__", on_float_eq },
        { "__ne__", on_float_ne },
        { "__gt__", on_float_gt },
        { "__ge__", on_float_ge },
        { "__neg__", float_neg },
        { "__pos__", float_itself },
        { "__abs__", float_abs },
        { "__bool__", float_bool },
        { "__hash__", float_hash },
        { "__int__", float_int },
        { "__trunc__", float_int },
        { "__floor__", float_floor },
        { "__ceil__", float_ceil },
        { "__float__", float_itself },
        { "__round__", float_round_method },
        { "__repr__", float_repr },
        { "__str__", float_repr },
        { "is_integer", float_is_integer },
        { "as_integer_ratio", float_as_integer_ratio },
        { "conjugate", float_itself },
        { "hex", float_hex },
    };
    py_bindproperty(tp_float, "real", float_itself, NULL);
    py_bindproperty(tp_float, "imag", float_zero, NULL);
    natives_bind_class_method(py_tpobject(tp_float), "fromhex", float_fromhex);
    natives_bind_class_method(py_tpobject(tp_float), "__getformat__", float_getformat);
    return natives_replace(py_tpobject(tp_float), of_float, COUNT(of_float));
}
