/* limbs.c -- arithmetic of numbers without a sign. */
#include "python/limbs.h"

#include "base/macros.h"
#include "libc/numerals.h"

#include <string.h>

/* Below this size of the smaller factor the plain way is faster than Karatsuba's (measured). */
enum { KARATSUBA_LEAST = 48 };

static bool stopped(pkhost_vm *vm)
{
    return UNLIKELY(atomic_load_explicit(&vm->stop.reason, memory_order_relaxed) != STOP_NONE);
}

size_t limbs_trim(const limb *a, size_t size)
{
    while (size > 0 && a[size - 1] == 0)
        size--;
    return size;
}

int limbs_compare(const limb *a, size_t a_size, const limb *b, size_t b_size)
{
    if (a_size != b_size)
        return a_size < b_size ? -1 : 1;
    for (size_t i = a_size; i-- > 0;)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

uint64_t limbs_bits(const limb *a, size_t size)
{
    if (size == 0)
        return 0;
    return (uint64_t)size * LIMB_BITS - (uint64_t)__builtin_clz(a[size - 1]);
}

size_t limbs_add(const limb *a, size_t a_size, const limb *b, size_t b_size, limb *to)
{
    if (a_size < b_size) {
        const limb *const other = a;
        const size_t other_size = a_size;
        a = b;
        a_size = b_size;
        b = other;
        b_size = other_size;
    }
    uint64_t carry = 0;
    for (size_t i = 0; i < a_size; i++) {
        carry += (uint64_t)a[i] + (i < b_size ? b[i] : 0);
        to[i] = (limb)carry;
        carry >>= LIMB_BITS;
    }
    to[a_size] = (limb)carry;
    return a_size + (carry != 0);
}

size_t limbs_subtract(const limb *a, size_t a_size, const limb *b, size_t b_size, limb *to)
{
    int64_t borrow = 0;
    for (size_t i = 0; i < a_size; i++) {
        borrow += (int64_t)a[i] - (i < b_size ? b[i] : 0);
        to[i] = (limb)borrow;
        borrow >>= LIMB_BITS; /* -1 or 0 */
    }
    return limbs_trim(to, a_size);
}

size_t limbs_multiply_small(const limb *a, size_t size, limb factor, limb more, limb *to)
{
    uint64_t carry = more;
    for (size_t i = 0; i < size; i++) {
        carry += (uint64_t)a[i] * factor;
        to[i] = (limb)carry;
        carry >>= LIMB_BITS;
    }
    to[size] = (limb)carry;
    return limbs_trim(to, size + 1);
}

size_t limbs_divide_small(const limb *a, size_t size, limb divisor, limb *to, limb *rest)
{
    uint64_t left = 0;
    for (size_t i = size; i-- > 0;) {
        left = left << LIMB_BITS | a[i];
        to[i] = (limb)(left / divisor);
        left %= divisor;
    }
    *rest = (limb)left;
    return limbs_trim(to, size);
}

/* --------------------------------------------------------------------- multiplication */

/* All of a_size + b_size limbs are written. */
static void multiply_plainly(const limb *a, size_t a_size, const limb *b, size_t b_size, limb *to)
{
    memset(to, 0, (a_size + b_size) * sizeof *to);
    for (size_t i = 0; i < a_size; i++) {
        uint64_t carry = 0;
        const uint64_t factor = a[i];
        for (size_t j = 0; j < b_size; j++) {
            carry += factor * b[j] + to[i + j];
            to[i + j] = (limb)carry;
            carry >>= LIMB_BITS;
        }
        to[i + b_size] = (limb)carry;
    }
}

/* to[0 …] += a; the carry runs on. */
static void add_into(limb *to, const limb *a, size_t size)
{
    uint64_t carry = 0;
    size_t i = 0;
    for (; i < size; i++) {
        carry += (uint64_t)to[i] + a[i];
        to[i] = (limb)carry;
        carry >>= LIMB_BITS;
    }
    for (; carry != 0; i++) {
        carry += to[i];
        to[i] = (limb)carry;
        carry >>= LIMB_BITS;
    }
}

static void subtract_from(limb *to, const limb *a, size_t size)
{
    int64_t borrow = 0;
    size_t i = 0;
    for (; i < size; i++) {
        borrow += (int64_t)to[i] - a[i];
        to[i] = (limb)borrow;
        borrow >>= LIMB_BITS;
    }
    for (; borrow != 0; i++) {
        borrow += to[i];
        to[i] = (limb)borrow;
        borrow >>= LIMB_BITS;
    }
}

/* Two numbers of `size` limbs, zeros at their ends included.  `scratch` has 4 * size + 128 limbs.
 * With halves a = a1 B + a0 and b likewise:
 * a b = a1 b1 B^2 + ((a1 + a0)(b1 + b0) - a1 b1 - a0 b0) B + a0 b0. */
static bool multiply_squares(pkhost_vm *vm, const limb *a, const limb *b, size_t size, limb *to,
                             limb *scratch)
{
    if (size < KARATSUBA_LEAST) {
        multiply_plainly(a, size, b, size, to);
        return !stopped(vm);
    }
    const size_t low = size / 2, high = size - low; /* high >= low */
    limb *const a_sum = scratch, *const b_sum = a_sum + high + 1, *const rest = b_sum + high + 1;
    memset(a_sum, 0, 2 * (high + 1) * sizeof *a_sum);
    limbs_add(a + low, high, a, low, a_sum);
    limbs_add(b + low, high, b, low, b_sum);
    /* The product of the sums goes where the result is not yet. */
    limb *const middle = rest;
    limb *const deeper = middle + 2 * (high + 1);
    if (!multiply_squares(vm, a_sum, b_sum, high + 1, middle, deeper)
        || !multiply_squares(vm, a, b, low, to, deeper)
        || !multiply_squares(vm, a + low, b + low, high, to + 2 * low, deeper))
        return false;
    subtract_from(middle, to, 2 * low);
    subtract_from(middle, to + 2 * low, 2 * high);
    add_into(to + low, middle, limbs_trim(middle, 2 * (high + 1)));
    return true;
}

size_t limbs_multiply(pkhost_vm *vm, const limb *a, size_t a_size, const limb *b, size_t b_size,
                      limb *to)
{
    if (a_size > b_size) {
        const limb *const other = a;
        const size_t other_size = a_size;
        a = b;
        a_size = b_size;
        b = other;
        b_size = other_size;
    }
    if (a_size < KARATSUBA_LEAST) {
        multiply_plainly(a, a_size, b, b_size, to);
        return limbs_trim(to, a_size + b_size);
    }
    /* The longer one in pieces of the shorter one's size. */
    const size_t scratch_size = 8 * a_size + 1024;
    limb *const scratch = pkhost_libc_malloc((scratch_size + 2 * a_size) * sizeof *scratch);
    limb *const product = scratch + scratch_size;
    memset(to, 0, (a_size + b_size) * sizeof *to);
    bool ok = true;
    for (size_t at = 0; ok && at < b_size; at += a_size) {
        const size_t piece = b_size - at < a_size ? b_size - at : a_size;
        if (piece == a_size) {
            ok = multiply_squares(vm, a, b + at, a_size, product, scratch);
        } else {
            const size_t size =
                limbs_multiply(vm, b + at, limbs_trim(b + at, piece), a, a_size, product);
            ok = size != LIMBS_STOPPED;
            if (ok)
                memset(product + size, 0, (a_size + piece - size) * sizeof *product);
        }
        if (ok)
            add_into(to + at, product, limbs_trim(product, a_size + piece));
    }
    pkhost_libc_free(scratch);
    return ok ? limbs_trim(to, a_size + b_size) : LIMBS_STOPPED;
}

/* ----------------------------------------------------------------------------- shifts */

size_t limbs_shift_left(const limb *a, size_t size, uint64_t bits, limb *to)
{
    const size_t whole = bits / LIMB_BITS;
    const unsigned part = bits % LIMB_BITS;
    memset(to, 0, whole * sizeof *to);
    uint64_t carry = 0;
    for (size_t i = 0; i < size; i++) {
        carry |= (uint64_t)a[i] << part;
        to[whole + i] = (limb)carry;
        carry >>= LIMB_BITS;
    }
    to[whole + size] = (limb)carry;
    return limbs_trim(to, whole + size + 1);
}

size_t limbs_shift_right(const limb *a, size_t size, uint64_t bits, limb *to, bool *lost)
{
    const uint64_t whole = bits / LIMB_BITS;
    const unsigned part = bits % LIMB_BITS;
    *lost = false;
    for (size_t i = 0; i < size && i < whole; i++)
        *lost |= a[i] != 0;
    if (whole >= size)
        return 0;
    *lost |= (a[whole] & ((1u << part) - 1)) != 0;
    for (size_t i = whole; i < size; i++) {
        const uint64_t above = i + 1 < size ? a[i + 1] : 0;
        to[i - whole] = (limb)((above << LIMB_BITS | a[i]) >> part);
    }
    return limbs_trim(to, size - whole);
}

/* --------------------------------------------------------------------------- division */

/* Knuth's algorithm D.  top: a_size + 1 limbs, bottom: b_size >= 2 limbs, the highest bit of which is
 * set.  The quotient's a_size - b_size + 1 limbs are written; the rest is left in top. */
static bool divide_normal(pkhost_vm *vm, limb *top, size_t a_size, const limb *bottom,
                          size_t b_size, limb *quotient)
{
    const uint64_t first = bottom[b_size - 1], second = bottom[b_size - 2];
    for (size_t j = a_size - b_size + 1; j-- > 0;) {
        const uint64_t two = (uint64_t)top[j + b_size] << LIMB_BITS | top[j + b_size - 1];
        uint64_t guess = two / first, left = two % first;
        while (guess >> LIMB_BITS != 0
               || guess * second > (left << LIMB_BITS | top[j + b_size - 2])) {
            guess--;
            left += first;
            if (left >> LIMB_BITS != 0)
                break;
        }
        int64_t borrow = 0;
        uint64_t carry = 0;
        for (size_t i = 0; i < b_size; i++) {
            carry += guess * bottom[i];
            borrow += (int64_t)top[i + j] - (int64_t)(carry & UINT32_MAX);
            top[i + j] = (limb)borrow;
            borrow >>= LIMB_BITS;
            carry >>= LIMB_BITS;
        }
        borrow += (int64_t)top[j + b_size] - (int64_t)carry;
        top[j + b_size] = (limb)borrow;
        if (borrow < 0) { /* one too much, rarely */
            guess--;
            uint64_t sum = 0;
            for (size_t i = 0; i < b_size; i++) {
                sum += (uint64_t)top[i + j] + bottom[i];
                top[i + j] = (limb)sum;
                sum >>= LIMB_BITS;
            }
            top[j + b_size] += (limb)sum;
        }
        quotient[j] = (limb)guess;
        if ((j & 15) == 0 && stopped(vm))
            return false;
    }
    return true;
}

size_t limbs_divide(pkhost_vm *vm, const limb *a, size_t a_size, const limb *b, size_t b_size,
                    limb *quotient, limb *rest, size_t *rest_size)
{
    if (limbs_compare(a, a_size, b, b_size) < 0) {
        if (rest != NULL) {
            memcpy(rest, a, a_size * sizeof *rest);
            *rest_size = a_size;
        }
        return 0;
    }
    limb *const work = pkhost_libc_malloc((2 * a_size + b_size + 4) * sizeof *work);
    limb *const top = work, *const bottom = top + a_size + 2, *const result = bottom + b_size + 1;
    size_t size;
    if (b_size == 1) {
        limb left;
        size = limbs_divide_small(a, a_size, b[0], result, &left);
        if (rest != NULL) {
            rest[0] = left;
            *rest_size = left != 0;
        }
    } else {
        const unsigned shift = (unsigned)__builtin_clz(b[b_size - 1]);
        bool lost;
        limbs_shift_left(b, b_size, shift, bottom);
        top[a_size] = 0;
        limbs_shift_left(a, a_size, shift, top);
        if (!divide_normal(vm, top, a_size, bottom, b_size, result)) {
            pkhost_libc_free(work);
            return LIMBS_STOPPED;
        }
        size = limbs_trim(result, a_size - b_size + 1);
        if (rest != NULL)
            *rest_size = limbs_shift_right(top, b_size, shift, rest, &lost);
    }
    if (quotient != NULL)
        memcpy(quotient, result, size * sizeof *quotient);
    pkhost_libc_free(work);
    return size;
}
