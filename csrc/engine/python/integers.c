/* integers.c -- integers: from text, divided, shifted, and as keys.
 *
 * What PocketPy does with 64 bits here is undefined at their ends (a shift by
 * 64, -2**63 // -1), cuts text that is too long, or goes by way of floats.
 * Arithmetic of integers wraps around (docs/dialect.md); everything that makes
 * an integer of something else raises OverflowError or ValueError instead.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "memory/dialect.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "python/number_operators.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pocketpy/common/str.h"

/* ------------------------------------------------------------------ arithmetic */

static bool number_pow(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    for (int i = 0; i < 2; i++)
        if (argv[i].type != tp_int && argv[i].type != tp_float) {
            py_newnotimplemented(py_retval());
            return true;
        }
    if (argv[0].type == tp_int && argv[1].type == tp_int && argv[1]._i64 >= 0) {
        uint64_t base = (uint64_t)argv[0]._i64, result = 1;
        for (uint64_t rest = (uint64_t)argv[1]._i64; rest != 0; rest >>= 1, base *= base)
            if (rest & 1)
                result *= base;
        py_newint(py_retval(), (int64_t)result);
        return true;
    }
    double base, exponent;
    return number_as_float(&argv[0], &base) && number_as_float(&argv[1], &exponent)
           && float_pow(base, exponent, py_retval());
}

static bool number_divmod(int argc, py_Ref argv)
{
    double a, b;

    if (!arguments_expected(argc - 1, 1))
        return false;
    if (argv[0].type == tp_int && argv[1].type == tp_int) {
        const int64_t x = argv[0]._i64, y = argv[1]._i64;
        if (y == 0)
            return ZeroDivisionError("integer division or modulo by zero");
        py_Ref pair = py_newtuple(py_retval(), 2);
        py_newint(&pair[0], int_floordiv(x, y));
        py_newint(&pair[1], int_mod(x, y));
        return true;
    }
    if ((argv[1].type != tp_int && argv[1].type != tp_float) || !number_as_float(&argv[0], &a)
        || !number_as_float(&argv[1], &b))
        return TypeError("unsupported operand type(s) for divmod(): '%t' and '%t'", argv[0].type,
                         argv[1].type);
    if (b == 0.0)
        return ZeroDivisionError("float floor division by zero");
    double quotient, rest;
    float_divmod(a, b, &quotient, &rest);
    py_Ref pair = py_newtuple(py_retval(), 2);
    py_newfloat(&pair[0], quotient);
    py_newfloat(&pair[1], rest);
    return true;
}

static bool shift(int argc, py_Ref argv, bool left)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (argv[1].type != tp_int) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const int64_t value = argv[0]._i64, by = argv[1]._i64;
    if (by < 0)
        return ValueError("negative shift count");
    if (left)
        py_newint(py_retval(), by < 64 ? (int64_t)((uint64_t)value << by) : 0);
    else
        py_newint(py_retval(), by < 64 ? value >> by : value < 0 ? -1 : 0);
    return true;
}

static bool int_lshift(int argc, py_Ref argv) { return shift(argc, argv, true); }
static bool int_rshift(int argc, py_Ref argv) { return shift(argc, argv, false); }

static bool int_neg(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newint(py_retval(), int_negative(argv[0]._i64));
    return true;
}

static bool int_abs(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newint(py_retval(), (int64_t)int_magnitude(argv[0]._i64));
    return true;
}

static bool float_abs(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newfloat(py_retval(), fabs(argv[0]._f64));
    return true;
}

static bool int_bit_length(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    const uint64_t size = int_magnitude(argv[0]._i64);
    py_newint(py_retval(), size == 0 ? 0 : 64 - __builtin_clzll(size));
    return true;
}

/* ---------------------------------------------------------------------- hashes */

/* A float that equals an int has its hash, which is the int itself.  Others have
 * one of their bits: CPython's would let a script make any number of floats with
 * the same. */
static bool float_hash(int argc, py_Ref argv)
{
    int64_t hash;

    if (!arguments_expected(argc - 1, 0))
        return false;
    const double value = argv[0]._f64;
    if (value >= -0x1p63 && value < 0x1p63 && trunc(value) == value)
        hash = (int64_t)value;
    else
        memcpy(&hash, &value, sizeof hash);
    py_newint(py_retval(), hash);
    return true;
}

/* ------------------------------------------------------------------- from text */

enum parsed { NOT_A_NUMBER, TOO_LARGE, A_NUMBER };

/* Digits with underscores between them. */
static enum parsed parse_digits(c11_sv text, int base, uint64_t *out)
{
    bool large = false, underscore = true; /* none may come first, */
    uint64_t value = 0;

    for (int i = 0; i < text.size; i++) {
        if (text.data[i] == '_') {
            if (underscore)
                return NOT_A_NUMBER;
            underscore = true;
            continue;
        }
        const int digit = digit_of(text.data[i]);
        if (digit >= base)
            return NOT_A_NUMBER;
        underscore = false;
        large |= __builtin_mul_overflow(value, (uint64_t)base, &value)
                 || __builtin_add_overflow(value, (uint64_t)digit, &value);
    }
    *out = value;
    return underscore ? NOT_A_NUMBER : large ? TOO_LARGE : A_NUMBER; /* … or last */
}

/* The base that "0x" and its like name, or 0. */
static int base_of_prefix(c11_sv text)
{
    if (text.size < 2 || text.data[0] != '0')
        return 0;
    switch (text.data[1]) {
    case 'x':
    case 'X': return 16;
    case 'o':
    case 'O': return 8;
    case 'b':
    case 'B': return 2;
    default: return 0;
    }
}

static bool int_of_text(c11_sv given, int64_t base)
{
    c11_sv text = characters_stripped(given);
    uint64_t value = 0;
    int64_t digits_base = base;

    if (base != 0 && (base < 2 || base > 36))
        return ValueError("int() base must be >= 2 and <= 36, or 0");
    const bool minus = text.size > 0 && text.data[0] == '-';
    if (text.size > 0 && (minus || text.data[0] == '+'))
        text = (c11_sv){ text.data + 1, text.size - 1 };
    const int prefix = base_of_prefix(text);
    if (base == 0)
        digits_base = prefix != 0 ? prefix : 10;
    if (prefix != 0 && prefix == digits_base) {
        text = (c11_sv){ text.data + 2, text.size - 2 };
        if (text.size > 0 && text.data[0] == '_') /* "0x_ff" */
            text = (c11_sv){ text.data + 1, text.size - 1 };
    }
    enum parsed parsed = parse_digits(text, (int)digits_base, &value);
    /* Of base 0, "010" is no number, but "00" is. */
    if (base == 0 && prefix == 0 && parsed != NOT_A_NUMBER && text.data[0] == '0'
        && (value != 0 || parsed == TOO_LARGE))
        parsed = NOT_A_NUMBER;
    if (parsed == NOT_A_NUMBER)
        return ValueError("invalid literal for int() with base %i: %q", base, given);
    if (parsed == TOO_LARGE || value > (uint64_t)INT64_MAX + minus)
        return ValueError("int(): the number is beyond 64 bits: %q",
                          (c11_sv){ given.data, given.size < 80 ? given.size : 80 });
    py_newint(py_retval(), minus ? int_negative((int64_t)value) : (int64_t)value);
    return true;
}

static bool int_new(int argc, py_Ref argv)
{
    if (argc > 3)
        return TypeError("int() takes at most 2 arguments (%d given)", argc - 1);
    if (argc < 2) {
        py_newint(py_retval(), 0);
        return true;
    }
    if (argc == 3) {
        if (argv[1].type != tp_str)
            return TypeError("int() can't convert non-string with explicit base");
        if (!argument_is_int(&argv[2]))
            return false;
        return int_of_text(py_tosv(&argv[1]), argv[2]._i64);
    }
    switch (argv[1].type) {
    case tp_int: *py_retval() = argv[1]; return true;
    case tp_float: return float_as_int(argv[1]._f64, py_retval());
    case tp_bool: py_newint(py_retval(), argv[1]._bool); return true;
    case tp_str: return int_of_text(py_tosv(&argv[1]), 10);
    default:
        return TypeError("int() argument must be a string or a real number, not '%t'",
                         argv[1].type);
    }
}

/* For PocketPy's compiler and its formats: digits alone, `base` -1 by their
 * prefix.  PocketPy's own counts the digits to see whether they fit.  As far as
 * 64 bits without a sign they wrap around, and so does 2**63 in -2**63. */
EXPORT IntParsingResult c11__parse_uint(c11_sv text, int64_t *out, int base)
{
    const int prefix = base_of_prefix(text);
    uint64_t value = 0;

    *out = 0;
    if (base == -1)
        base = prefix != 0 ? prefix : 10;
    if (prefix == base)
        text = (c11_sv){ text.data + 2, text.size - 2 };
    if (text.size == 0 || memchr(text.data, '_', (size_t)text.size) != NULL)
        return IntParsing_FAILURE;
    switch (parse_digits(text, base, &value)) {
    case NOT_A_NUMBER: return IntParsing_FAILURE;
    case TOO_LARGE: return IntParsing_OVERFLOW;
    case A_NUMBER: break;
    }
    if (base == 10 && value > (uint64_t)INT64_MAX + 1)
        return IntParsing_OVERFLOW;
    *out = (int64_t)value;
    return IntParsing_SUCCESS;
}

bool integers_install(void)
{
    if (dialect_is_python()) {
        pkhost_here->types.big_integer = big_integers_make();
        pkhost_here->region->integer_digits_most = INTEGER_TEXT_MOST;
        return integer_methods_install();
    }
    static const native of_int[] = {
        { "__new__", int_new },          { "__pow__", number_pow },
        { "__divmod__", number_divmod }, { "__lshift__", int_lshift },
        { "__rshift__", int_rshift },    { "__neg__", int_neg },
        { "__abs__", int_abs },          { "bit_length", int_bit_length },
    };
    static const native of_float[] = {
        { "__pow__", number_pow },
        { "__divmod__", number_divmod },
        { "__abs__", float_abs },
        { "__hash__", float_hash },
    };
    return natives_replace(py_tpobject(tp_int), of_int, COUNT(of_int))
           && natives_replace(py_tpobject(tp_float), of_float, COUNT(of_float));
}
