/* floats.c -- floats as text, and text as floats.
 *
 * PocketPy writes 16 digits of a float, so that 0.1 + 0.2 looks like 0.3 and
 * does not come back from its own text; cuts what is longer than 31 characters;
 * and has one case of a rounding that is decimal in name only.  Here it is
 * libc/numerals.c that writes them.

 */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "python/arithmetic.h"
#include "memory/dialect.h"
#include "python/install.h"
#include "python/number_operators.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pocketpy/common/sstream.h"

/* repr and str of floats, and everything else that PocketPy writes a float for;
 * `precision` decimals, or negative: the shortest. */
EXPORT void c11_sbuf__write_f64(c11_sbuf *buffer, double value, int precision)
{
    enum { WHOLE_MOST = 312 };
    char text[WHOLE_MOST + FLOAT_DECIMALS_MOST];

    if (precision < 0 || !isfinite(value)) {
        c11_sbuf__write_cstrn(buffer, text, float_write(text, value));
        return;
    }
    const int most = precision < FLOAT_DECIMALS_MOST - 2 ? precision : FLOAT_DECIMALS_MOST - 2;
    const int size = float_print(text, sizeof text, "%.*f", most, value);
    c11_sbuf__write_cstrn(buffer, text, size);
    c11_sbuf__write_pad(buffer, precision - most, '0');
}

/* ------------------------------------------------------------------ from text */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool word_is(const char *text, size_t size, const char *word)
{
    return size == strlen(word) && strncasecmp(text, word, size) == 0;
}

/* float()'s grammar: no hexadecimal, and underscores between digits. */
static bool is_float(c11_sv text)
{
    const char *c = text.data, *end = text.data + text.size;
    int digits = 0;

    if (c < end && (*c == '+' || *c == '-'))
        c++;
    if (word_is(c, (size_t)(end - c), "inf") || word_is(c, (size_t)(end - c), "infinity")
        || word_is(c, (size_t)(end - c), "nan"))
        return true;
#define DIGITS                                                                                     \
    for (;                                                                                         \
         c < end                                                                                   \
         && (is_digit(*c)                                                                          \
             || (*c == '_' && c > text.data && is_digit(c[-1]) && c + 1 < end && is_digit(c[1]))); \
         c++)                                                                                      \
        digits += *c != '_';
    DIGITS
    if (c < end && *c == '.') {
        c++;
        DIGITS
    }
    if (digits == 0)
        return false;
    if (c < end && (*c == 'e' || *c == 'E')) {
        c++;
        if (c < end && (*c == '+' || *c == '-'))
            c++;
        digits = 0;
        DIGITS
        if (digits == 0)
            return false;
    }
#undef DIGITS
    return c == end;
}

static bool number_of_text(c11_sv given)
{
    enum { SHORT = 64 };
    const c11_sv text = characters_stripped(given);
    char room[SHORT], *copy = room, *end;

    if (!is_float(text))
        return ValueError("could not convert string to float: %q", given);
    if (text.size >= SHORT)
        copy = pkhost_libc_malloc((size_t)text.size + 1);
    size_t size = 0;
    for (int i = 0; i < text.size; i++)
        if (text.data[i] != '_')
            copy[size++] = text.data[i];
    copy[size] = '\0';
    py_newfloat(py_retval(), float_read(copy, &end));
    if (copy != room)
        pkhost_libc_free(copy);
    return true;
}

static bool float_new(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("float expected at most 1 argument, got %d", argc - 1);
    if (argc < 2) {
        py_newfloat(py_retval(), 0.0);
        return true;
    }
    switch (argv[1].type) {
    case tp_int: py_newfloat(py_retval(), (double)argv[1]._i64); return true;
    case tp_float: *py_retval() = argv[1]; return true;
    case tp_bool: py_newfloat(py_retval(), argv[1]._bool ? 1.0 : 0.0); return true;
    case tp_str: return number_of_text(py_tosv(&argv[1]));
    default:
        return TypeError("float() argument must be a string or a real number, not '%t'",
                         argv[1].type);
    }
}

/* ------------------------------------------------------------------- rounding */

/* To `decimals` decimals, half to even, of what the float is exactly. */
static double rounded_to(double value, int decimals)
{
    char text[800];
    char *end;

    if (decimals >= 0) {
        float_print(text, sizeof text, "%.*f", decimals, value);
        return float_read(text, &end);
    }
    /* The whole part's digits, cut where they are to be 0. */
    const double whole = trunc(value);
    const int size = float_print(text, sizeof text, "%.*f", 0, fabs(whole));
    const int keep = size + decimals; /* how many digits stay */
    if (keep < 0)
        return copysign(0.0, value);
    const int cut = keep < size ? text[keep] - '0' : 0;
    bool beyond = whole != value;
    for (int i = keep + 1; i < size; i++)
        beyond |= text[i] != '0';
    const bool odd = keep > 0 && (text[keep - 1] - '0') % 2 == 1;
    for (int i = keep; i < size; i++)
        text[i] = '0';
    char carried[808] = "0";
    memcpy(carried + 1, text, (size_t)size + 1);
    if (cut > 5 || (cut == 5 && (beyond || odd))) {
        int i = keep; /* of `carried`: the last that stays */
        while (carried[i] == '9')
            carried[i--] = '0';
        carried[i]++;
    }
    return copysign(float_read(carried, &end), value);
}

/* A float without its fraction, as an int. */
static bool round_int(int64_t value, int64_t decimals)
{
    uint64_t unit = 1, size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    if (decimals >= 0) {
        py_newint(py_retval(), value);
        return true;
    }
    if (decimals < -19) {
        py_newint(py_retval(), 0);
        return true;
    }
    for (int64_t i = decimals; i < 0; i++)
        unit *= 10; /* 10**19 fits, unsigned */
    const uint64_t rest = size % unit, half = unit / 2;
    uint64_t to = size - rest;
    if (rest > half || (rest == half && (size / unit) % 2 == 1))
        if (__builtin_add_overflow(to, unit, &to))
            return overflow_error("the rounded number is beyond the 64 bits of an int");
    if (to > (uint64_t)INT64_MAX)
        return overflow_error("the rounded number is beyond the 64 bits of an int");
    py_newint(py_retval(), value < 0 ? -(int64_t)to : (int64_t)to);
    return true;
}

static bool builtin_round(int argc, py_Ref argv)
{
    if (argc < 1 || argc > 2)
        return TypeError("round() takes 1 or 2 arguments (%d given)", argc);
    const bool whole = argc == 1 || argv[1].type == tp_NoneType;
    if (argv[0].type != tp_int && argv[0].type != tp_float)
        return pk_callmagic(py_name("__round__"), argc, argv);
    if (!whole && !argument_is_int(&argv[1]))
        return false;
    if (argv[0].type == tp_int)
        return round_int(argv[0]._i64, whole ? 0 : argv[1]._i64);
    const double value = argv[0]._f64;
    if (whole)
        return float_as_int(nearbyint(value), py_retval());
    enum { DECIMALS_MOST = 323, DECIMALS_LEAST = -308 };
    if (!isfinite(value) || argv[1]._i64 > DECIMALS_MOST) {
        py_newfloat(py_retval(), value);
        return true;
    }
    if (argv[1]._i64 < DECIMALS_LEAST) {
        py_newfloat(py_retval(), copysign(0.0, value));
        return true;
    }
    const double result = rounded_to(value, (int)argv[1]._i64);
    if (isinf(result))
        return overflow_error("rounded value too large to represent");
    py_newfloat(py_retval(), result);
    return true;
}

bool floats_install(void)
{
    if (dialect_is_python())
        return float_methods_install() && number_builtins_install();
    static const native of_float[] = { { "__new__", float_new } };
    static const native of_builtins[] = { { "round", builtin_round } };

    return natives_replace(py_tpobject(tp_float), of_float, COUNT(of_float))
           && natives_replace(pk_current_vm->builtins, of_builtins, COUNT(of_builtins));
}
