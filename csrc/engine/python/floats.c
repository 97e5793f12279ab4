/* floats.c -- floats as text, and text as floats.
 *
 * PocketPy writes 16 digits of a float, so that 0.1 + 0.2 looks like 0.3 and
 * does not come back from its own text; cuts what is longer than 31 characters;
 * and has one case of a rounding that is decimal in name only.  Here a float's
 * text is the shortest that reads back as the same float, written as CPython
 * writes it.
 *
 * What the C library knows of numbers is exact, but follows the process's
 * locale, which is the host's.  So its functions are called in a locale of our own.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pocketpy/common/sstream.h"

static locale_t c_locale;

static void make_locale(void) { c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

bool floats_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_locale);
    return c_locale != (locale_t)0;
}

/* It may take memory for many digits, so it runs where no jump is made. */
int float_print(char *to, size_t size, const char *how, int precision, double value)
{
    pkhost_vm *vm = pkhost_here;
    const int zone = vm != NULL ? zone_enter_host(vm) : ZONE_HOST;
    const locale_t before = uselocale(c_locale);
    const int written = snprintf(to, size, how, precision, value);
    uselocale(before);
    if (vm != NULL)
        zone_return(vm, zone);
    return written;
}

double float_read(const char *text, char **end) { return strtod_l(text, end, c_locale); }

/* PocketPy's own, for literals. */
double pkhost_libc_strtod(const char *text, char **end);
EXPORT double pkhost_libc_strtod(const char *text, char **end) { return float_read(text, end); }

void *floats_enter_locale(void) { return uselocale(c_locale); }
void floats_leave_locale(void *before) { uselocale(before); }

/* ----------------------------------------------------------------- shortest */

/* The digits of a positive float, without zeros at the end; the decimal point
 * stands before digit `point` (0.1 is "1" with 0, 10.0 is "1" with 2). */
typedef struct decimal {
    char digits[20];
    int count, point;
} decimal;

static void take_digits(decimal *d, uint64_t whole, int point_back)
{
    char text[20];
    int at = sizeof text;

    for (; whole != 0; whole /= 10)
        text[--at] = (char)('0' + whole % 10);
    d->count = (int)sizeof text - at;
    memcpy(d->digits, text + at, (size_t)d->count);
    d->point = d->count - point_back;
    while (d->count > 1 && d->digits[d->count - 1] == '0')
        d->count--;
}

/* A float of at most 15 digits is m / 10**k for whole m and k; division of such
 * numbers is exact enough to try it.  Whether it was found. */
static bool find_short(double value, decimal *d)
{
    static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                     1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18 };
    if (!(value >= 1e-4 && value < 1e15))
        return false;
    for (int k = 0; k < (int)COUNT(powers); k++) {
        const double scaled = value * powers[k];
        if (scaled >= 1e15)
            return false;
        const double whole = nearbyint(scaled);
        if (whole / powers[k] != value)
            continue;
        take_digits(d, (uint64_t)whole, k);
        return true;
    }
    return false;
}

/* A float of this range that has more than 15 digits, hence 16 or 17.  It is
 * m / 2**s for a whole m of 53 bits, and all floats' texts around it that read back
 * as it are less than half of 1 / 2**s away.  All of that times 10**k, so that the
 * whole part has 17 digits, fits into 128 bits, exactly.  Not if it is a power of
 * two, which is nearer to the float below. */
static bool find_16_or_17(double value, decimal *d)
{
    typedef unsigned __int128 wide;
    static const uint64_t FEWEST = 10000000000000000; /* 17 digits */
    int exponent, k = 20;

    if (!(value >= 1e-4 && value < 1e15))
        return false;
    const uint64_t m = (uint64_t)ldexp(frexp(value, &exponent), 53);
    const int s = 53 - exponent + 1; /* of twice the value, for the halves */
    if (m == (uint64_t)1 << 52)
        return false;
    wide power = (wide)FEWEST * 10000; /* 10**k */
    for (; power > 1 && (2 * m * power) >> s >= FEWEST * 10; k--)
        power /= 10;
    const wide v = 2 * m * power, one = (wide)1 << s;
    const uint64_t q = (uint64_t)(v >> s);
    const wide rest = v & (one - 1);
    if (q < FEWEST || q >= FEWEST * 10)
        return false;
    /* The nearest of 16 digits, and how far away it is. */
    const wide beyond = q % 10 * one + rest, half = 5 * one;
    const bool up = beyond > half || (beyond == half && q / 10 % 2 == 1);
    const wide away = up ? 10 * one - beyond : beyond;
    if (away < power || (away == power && m % 2 == 0)) {
        take_digits(d, q / 10 + up, k - 1);
        return true;
    }
    take_digits(d, q + (rest > one / 2 || (rest == one / 2 && q % 2 == 1)), k);
    return true;
}

/* Of so many digits, the nearest to `value`; or, `above`, the next above that. */
static bool reads_back(double value, int digits, bool above, decimal *d)
{
    char text[40]; /* d.ddde-xxx */
    char *end;

    float_print(text, sizeof text, "%.*e", digits - 1, value);
    char *exponent = strchr(text, 'e');
    if (above) {
        char *last = exponent - 1;
        for (; last >= text && (*last == '9' || *last == '.'); last--)
            if (*last == '9')
                *last = '0';
        if (last < text)
            return false; /* 9.99: then fewer digits would have done */
        ++*last;
    }
    if (float_read(text, &end) != value)
        return false;
    d->count = 0;
    for (const char *c = text; c < exponent; c++)
        if (*c != '.')
            d->digits[d->count++] = *c;
    d->point = atoi(exponent + 1) + 1;
    while (d->count > 1 && d->digits[d->count - 1] == '0')
        d->count--;
    return true;
}

/* The fewest digits that read back, and of those the nearest.  The nearest of
 * n digits is the one to try, unless `value` is a power of two: it is nearer to
 * its neighbour below than to that above, so that one above may read back where
 * the nearest, which is below, does not.  Normal numbers with fewer than 15
 * digits are found with 15. */
static void find_shortest(double value, decimal *d)
{
    int exponent;
    const bool power_of_two = frexp(value, &exponent) == 0.5;

    if (find_short(value, d) || find_16_or_17(value, d))
        return;
    for (int digits = fpclassify(value) == FP_NORMAL ? 15 : 1; digits < 17; digits++)
        if (reads_back(value, digits, false, d)
            || (power_of_two && reads_back(value, digits, true, d)))
            return;
    reads_back(value, 17, false, d);
}

/* At most FLOAT_TEXT bytes with the NUL; the length. */
int float_write(char *to, double value)
{
    decimal d;
    char *out = to;

    if (isnan(value))
        return sprintf(to, "nan");
    if (signbit(value))
        *out++ = '-';
    value = fabs(value);
    if (isinf(value))
        return (int)(out - to) + sprintf(out, "inf");
    if (value == 0.0)
        return (int)(out - to) + sprintf(out, "0.0");
    find_shortest(value, &d);
    if (d.point < -3 || d.point > 16) {
        *out++ = d.digits[0];
        if (d.count > 1) {
            *out++ = '.';
            memcpy(out, d.digits + 1, (size_t)d.count - 1);
            out += d.count - 1;
        }
        return (int)(out - to) + sprintf(out, "e%+03d", d.point - 1);
    }
    if (d.point <= 0) {
        *out++ = '0';
        *out++ = '.';
        for (int i = d.point; i < 0; i++)
            *out++ = '0';
    }
    for (int i = 0; i < d.count || i < d.point; i++) {
        if (i == d.point && i > 0)
            *out++ = '.';
        *out++ = i < d.count ? d.digits[i] : '0';
    }
    if (d.count <= d.point) {
        *out++ = '.';
        *out++ = '0';
    }
    *out = '\0';
    return (int)(out - to);
}

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

static bool float_of_text(c11_sv given)
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
    case tp_str: return float_of_text(py_tosv(&argv[1]));
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
bool float_as_int(double value, py_OutRef out)
{
    if (isnan(value))
        return ValueError("cannot convert float NaN to integer");
    if (isinf(value))
        return overflow_error("cannot convert float infinity to integer");
    if (!(value >= -0x1p63 && value < 0x1p63))
        return overflow_error("the float is beyond the 64 bits of an int");
    py_newint(out, (int64_t)value);
    return true;
}

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
    static const native of_float[] = { { "__new__", float_new } };
    static const native of_builtins[] = { { "round", builtin_round } };

    return natives_replace(py_tpobject(tp_float), of_float, COUNT(of_float))
           && natives_replace(pk_current_vm->builtins, of_builtins, COUNT(of_builtins));
}
