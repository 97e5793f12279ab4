/* big_text.c -- ints of any size, from digits and to digits. */
#include "python/big_integers.h"

#include "base/current.h"
#include "base/macros.h"
#include "libc/numerals.h"
#include "stop/steps.h"

#include <string.h>

/* The highest power of a base that fits into a limb, and its exponent. */
typedef struct piece {
    limb power;
    int digits;
} piece;

static piece piece_of(int base)
{
    piece p = { 1, 0 };
    while ((uint64_t)p.power * (unsigned)base <= UINT32_MAX) {
        p.power *= (limb)base;
        p.digits++;
    }
    return p;
}

static bool is_power_of_2(int base) { return (base & (base - 1)) == 0; }

/* Digits that may be converted in this base. */
static size_t digits_most(int base)
{
    const int32_t most = pkhost_here->region->integer_digits_most;
    return most == 0 || is_power_of_2(base) ? SIZE_MAX : (size_t)most;
}

static bool too_long(size_t digits)
{
    const int most = pkhost_here->region->integer_digits_most;
    if (digits == 0)
        return ValueError("Exceeds the limit (%d digits) for integer string conversion; use "
                          "sys.set_int_max_str_digits() to increase the limit",
                          most);
    return ValueError("Exceeds the limit (%d digits) for integer string conversion: value has %i "
                      "digits; use sys.set_int_max_str_digits() to increase the limit",
                      most, (int64_t)digits);
}

/* So much work before a look whether the script is to be stopped. */
enum { WORK_PER_STEP = 256 };

bool integer_of_digits(const char *digits, size_t count, int base, bool negative, py_OutRef out)
{
    while (count > 0 && *digits == '0') {
        digits++;
        count--;
    }
    if (count > digits_most(base))
        return too_long(count);
    const piece p = piece_of(base);
    /* Six bits hold a digit of every base. */
    limb *const limbs = pkhost_libc_malloc((count * 6 / LIMB_BITS + 2) * sizeof *limbs);
    size_t size = 0;
    bool ok = true;
    for (size_t at = 0; ok && at < count;) {
        const size_t rest = (count - at) % (size_t)p.digits;
        const size_t digits_now = rest != 0 ? rest : (size_t)p.digits;
        limb factor = 1, value = 0;
        for (size_t i = 0; i < digits_now; i++, factor *= (limb)base)
            value = value * (limb)base + (limb)digit_of(digits[at + i]);
        /* base ** digits of 32 bits exactly is no limb: only the power of a piece is taken. */
        size = limbs_multiply_small(limbs, size, digits_now == (size_t)p.digits ? p.power : factor,
                                    value, limbs);
        at += digits_now;
        if (size % WORK_PER_STEP == WORK_PER_STEP - 1)
            ok = step_take(pkhost_here);
    }
    ok = ok && integer_give(out, negative, limbs, size);
    pkhost_libc_free(limbs);
    return ok;
}

char *integer_digits(const integer *value, int base, size_t *count)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    const uint64_t bits = limbs_bits(value->limbs, value->size);
    int log = 1; /* base >= 2**log */
    while (2 << log <= base)
        log++;
    /* base < 2**(log + 1): so many digits it has at least. */
    if (bits / (uint64_t)(log + 1) > digits_most(base)) {
        too_long(0);
        return NULL;
    }
    const size_t room = (size_t)(bits / (uint64_t)log) + 4;
    char *const text = pkhost_libc_malloc(room);
    limb *const limbs = pkhost_libc_malloc((value->size + 1) * sizeof *limbs);
    memcpy(limbs, value->limbs, value->size * sizeof *limbs);
    const piece p = piece_of(base);
    size_t at = room, size = value->size;
    bool ok = true;
    while (ok && size > 0) {
        limb rest;
        size = limbs_divide_small(limbs, size, p.power, limbs, &rest);
        for (int i = 0; i < p.digits && (size > 0 || rest > 0); i++, rest /= (limb)base)
            text[--at] = letters[rest % (limb)base];
        if (size % WORK_PER_STEP == WORK_PER_STEP - 1)
            ok = step_take(pkhost_here);
    }
    if (at == room)
        text[--at] = '0';
    pkhost_libc_free(limbs);
    *count = room - at;
    if (ok && *count > digits_most(base))
        ok = too_long(0);
    if (!ok) {
        pkhost_libc_free(text);
        return NULL;
    }
    if (value->negative) {
        text[--at] = '-';
        ++*count;
    }
    memmove(text, text + at, *count);
    return text;
}
