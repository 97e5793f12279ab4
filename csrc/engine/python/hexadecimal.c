/* hexadecimal.c -- floats written in hexadecimal.
 *
 * Rounded once, to the nearest float, of two as near the even one, of as many digits as there
 * are; the C library's strtod() rounds some of the least normal numbers twice. */
#include "python/hexadecimal.h"

#include "libc/numerals.h"

#include <float.h>
#include <math.h>

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

/* Moves *at behind a word that stands there. */
static bool take_word(const char **at, const char *end, const char *word)
{
    const char *p = *at;
    for (; *word != '\0'; word++, p++)
        if (p == end || lower(*p) != *word)
            return false;
    *at = p;
    return true;
}

/* Digits, and a point among them: the number is `bits` times 2**exponent, and a little more if
 * `has_more`. */
typedef struct digits {
    uint64_t bits;
    int64_t exponent;
    bool has_more, has_any;
} digits;

static void take_digits(const char **at, const char *end, digits *d)
{
    bool behind_point = false;
    for (; *at < end; (*at)++) {
        if (**at == '.' && !behind_point) {
            behind_point = true;
            continue;
        }
        const int digit = digit_of(**at);
        if (digit >= 16)
            return;
        d->has_any = true;
        if (d->bits >> 60 == 0) {
            d->bits = d->bits << 4 | (uint64_t)digit;
            d->exponent -= behind_point ? 4 : 0;
        } else {
            d->has_more = d->has_more || digit != 0;
            d->exponent += behind_point ? 0 : 4;
        }
    }
}

/* "p-3"; false: there is a p, and no number behind it. */
static bool take_exponent(const char **at, const char *end, int64_t *exponent)
{
    enum { MOST = 1 << 30 }; /* larger ones are as good as this */
    if (*at == end || lower(**at) != 'p')
        return true;
    (*at)++;
    const bool negative = *at < end && **at == '-';
    if (*at < end && (**at == '-' || **at == '+'))
        (*at)++;
    if (*at == end || digit_of(**at) >= 10)
        return false;
    int64_t number = 0;
    for (; *at < end && digit_of(**at) < 10; (*at)++)
        number = number > MOST ? number : number * 10 + digit_of(**at);
    *exponent += negative ? -number : number;
    return true;
}

static double rounded(const digits *d)
{
    if (d->bits == 0)
        return 0.0;
    const int size = 64 - __builtin_clzll(d->bits);
    const int64_t first = d->exponent + size - 1; /* of the highest bit */
    if (first > DBL_MAX_EXP)
        return INFINITY;
    if (first < DBL_MIN_EXP - DBL_MANT_DIG - 2)
        return 0.0;
    const int64_t below = DBL_MIN_EXP - 1 - first; /* places that a subnormal number lacks */
    const int64_t room = below > 0 ? DBL_MANT_DIG - below : DBL_MANT_DIG;
    const int64_t drop = size - room;
    if (drop <= 0)
        return ldexp((double)d->bits, (int)d->exponent);
    if (drop > 63)
        return 0.0;
    const uint64_t half = (uint64_t)1 << (drop - 1), rest = d->bits & (2 * half - 1);
    uint64_t kept = d->bits >> drop;
    kept += rest > half || (rest == half && (d->has_more || (kept & 1) != 0));
    return ldexp((double)kept, (int)(d->exponent + drop));
}

enum hexadecimal hexadecimal_read(c11_sv text, double *out)
{
    const char *at = text.data, *end = text.data + text.size;
    digits d = { 0 };
    while (at < end && is_space(*at))
        at++;
    while (end > at && is_space(end[-1]))
        end--;
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (take_word(&at, end, "infinity") || take_word(&at, end, "inf")) {
        *out = INFINITY;
    } else if (take_word(&at, end, "nan")) {
        *out = NAN;
    } else {
        take_word(&at, end, "0x");
        take_digits(&at, end, &d);
        if (!d.has_any || !take_exponent(&at, end, &d.exponent))
            return HEXADECIMAL_NONE;
        *out = rounded(&d);
    }
    if (at != end)
        return HEXADECIMAL_NONE;
    if (d.has_any && isinf(*out))
        return HEXADECIMAL_TOO_LARGE;
    *out = copysign(*out, negative ? -1.0 : 1.0);
    return HEXADECIMAL_READ;
}
