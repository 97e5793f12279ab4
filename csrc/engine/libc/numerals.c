/* numerals.c -- numbers as text, and text as numbers.
 *
 * What the C library knows of numbers is exact, but follows the process's
 * locale, which is the host's.  So its functions are called in a locale of our own.  A
 * float's text is the shortest that reads back as the same float, written as CPython
 * writes it.
 */
#define _GNU_SOURCE
#include "libc/numerals.h"

#include "base/current.h"
#include "base/macros.h"
#include "stop/zone.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static locale_t c_locale;

bool numerals_prepare(void)
{
    if (c_locale == (locale_t)0)
        c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
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

void *numerals_enter_locale(void) { return uselocale(c_locale); }
void numerals_leave_locale(void *before) { uselocale(before); }

/* ------------------------------------------------------------------- integers */

int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 99;
}

int int_write(char *to, int64_t value)
{
    char digits[INT_TEXT];
    int at = sizeof digits, length = 0;
    uint64_t left = int_magnitude(value);

    do
        digits[--at] = (char)('0' + left % 10);
    while ((left /= 10) != 0);
    if (value < 0)
        to[length++] = '-';
    memcpy(to + length, digits + at, sizeof digits - (size_t)at);
    length += (int)sizeof digits - at;
    to[length] = '\0';
    return length;
}

/* ------------------------------------------------------- a float, as short as it can be */

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
