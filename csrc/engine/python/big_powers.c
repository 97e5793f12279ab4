/* big_powers.c -- powers, greatest common divisors and square roots of ints of any size. */
#include "base/current.h"
#include "base/macros.h"
#include "python/big_integers.h"
#include "python/big_work.h"

#include <string.h>

/* ---------------------------------------------------------------------------- powers */

/* A number that grows or shrinks in two blocks by turns. */
typedef struct accumulator {
    limb *now, *next;
    size_t size;
} accumulator;

static void turn(accumulator *a, size_t size)
{
    limb *const other = a->now;
    a->now = a->next;
    a->next = other;
    a->size = size;
}

static bool times(accumulator *a, const limb *factor, size_t size)
{
    if (!integer_charge((uint64_t)a->size * size))
        return false;
    const size_t product = limbs_multiply(pkhost_here, a->now, a->size, factor, size, a->next);
    if (product == LIMBS_STOPPED)
        return integer_raise_stop();
    turn(a, product);
    return true;
}

static void release(accumulator *a)
{
    pkhost_libc_free(a->now);
    pkhost_libc_free(a->next);
}

static bool exponent_bit(const integer *exponent, uint64_t bit)
{
    return (exponent->limbs[bit / LIMB_BITS] >> bit % LIMB_BITS & 1) != 0;
}

bool integer_power(const integer *base, const integer *exponent, py_OutRef out)
{
    static const limb one[1] = { 1 };
    const bool negative = base->negative && exponent->size > 0 && (exponent->limbs[0] & 1) != 0;
    if (exponent->size == 0 || (base->size == 1 && base->limbs[0] == 1))
        return integer_give(out, negative, one, 1);
    if (base->size == 0)
        return integer_give(out, false, NULL, 0);
    int64_t times_base;
    uint64_t most;
    if (!integer_as_int64(exponent, &times_base)
        || __builtin_mul_overflow(limbs_bits(base->limbs, base->size), (uint64_t)times_base, &most)
        || most / LIMB_BITS + 2 > INTEGER_LIMBS_MOST)
        return integer_too_large();
    const size_t room = (size_t)(most / LIMB_BITS) + 2 + base->size;
    accumulator a = { integer_take(room), integer_take(room), base->size };
    memcpy(a.now, base->limbs, base->size * sizeof(limb));
    bool ok = true;
    for (uint64_t bit = limbs_bits(exponent->limbs, exponent->size) - 1; ok && bit-- > 0;) {
        ok = times(&a, a.now, a.size);
        if (ok && exponent_bit(exponent, bit))
            ok = times(&a, base->limbs, base->size);
    }
    ok = ok && integer_give(out, negative, a.now, a.size);
    release(&a);
    return ok;
}

/* a = a mod modulus */
static bool reduce(accumulator *a, const integer *modulus)
{
    if (a->size < modulus->size)
        return true;
    if (!integer_charge((uint64_t)(a->size - modulus->size + 1) * modulus->size))
        return false;
    size_t rest_size;
    if (limbs_divide(pkhost_here, a->now, a->size, modulus->limbs, modulus->size, NULL, a->next,
                     &rest_size)
        == LIMBS_STOPPED)
        return integer_raise_stop();
    turn(a, rest_size);
    return true;
}

/* base ** exponent mod modulus, of a base and an exponent that are not negative; the result has the
 * sign of the modulus. */
static bool power_modulo(const integer *base, const integer *exponent, const integer *modulus,
                         py_OutRef out)
{
    const size_t room = 2 * modulus->size + base->size + 4;
    accumulator a = { integer_take(room), integer_take(room), base->size };
    memcpy(a.now, base->limbs, base->size * sizeof(limb));
    limb *const reduced = integer_take(modulus->size + 1);
    bool ok = reduce(&a, modulus);
    const size_t reduced_size = ok ? a.size : 0;
    if (ok)
        memcpy(reduced, a.now, reduced_size * sizeof(limb));
    a.now[0] = 1;
    a.size = 1;
    ok = ok && reduce(&a, modulus); /* modulo 1 it is 0 */
    for (uint64_t bit = limbs_bits(exponent->limbs, exponent->size); ok && bit-- > 0;) {
        ok = times(&a, a.now, a.size) && reduce(&a, modulus);
        if (ok && exponent_bit(exponent, bit))
            ok = times(&a, reduced, reduced_size) && reduce(&a, modulus);
    }
    if (ok && modulus->negative && a.size > 0) {
        a.size = limbs_subtract(modulus->limbs, modulus->size, a.now, a.size, a.now);
        ok = integer_give(out, true, a.now, a.size);
    } else {
        ok = ok && integer_give(out, false, a.now, a.size);
    }
    pkhost_libc_free(reduced);
    release(&a);
    return ok;
}

/* The inverse of a modulo m, by Euclid's extended algorithm on Python's values. */
static bool inverse(const integer *a, const integer *m, py_OutRef out)
{
    /* old_r = old_s a (mod m), r = s a (mod m) */
    py_TValue old_r, r, old_s, s;
    integer_give(&old_r, false, m->limbs, m->size);
    integer_give(&r, a->negative, a->limbs, a->size);
    py_newint(&old_s, 0);
    py_newint(&s, 1);
    integer x, y, z;
    for (;;) {
        integer_read(&r, &y);
        if (y.size == 0)
            break;
        py_TValue quotient, rest, product, next;
        integer_read(&old_r, &x);
        if (!integer_divmod(&x, &y, &quotient, &rest))
            return false;
        integer_read(&quotient, &x);
        integer_read(&s, &y);
        if (!integer_operate(INTEGER_MUL, &x, &y, &product))
            return false;
        integer_read(&old_s, &x);
        integer_read(&product, &z);
        if (!integer_operate(INTEGER_SUB, &x, &z, &next))
            return false;
        old_r = r;
        r = rest;
        old_s = s;
        s = next;
    }
    integer_read(&old_r, &x);
    if (x.size != 1 || x.limbs[0] != 1)
        return ValueError("base is not invertible for the given modulus");
    *out = old_s;
    return true;
}

bool integer_power_modulo(const integer *base, const integer *exponent, const integer *modulus,
                          py_OutRef out)
{
    if (modulus->size == 0)
        return ValueError("pow() 3rd argument cannot be 0");
    integer positive = *modulus, reduced = *base, power = *exponent;
    positive.negative = false;
    py_TValue inverted, normal, unused;
    if (positive.limbs == modulus->small)
        positive.limbs = positive.small;
    if (power.limbs == exponent->small)
        power.limbs = power.small;
    if (exponent->negative) {
        integer b = *base;
        if (b.limbs == base->small)
            b.limbs = b.small;
        if (!integer_divmod(&b, &positive, &unused, &normal))
            return false;
        integer_read(&normal, &b);
        if (positive.size == 1 && positive.limbs[0] == 1) {
            py_newint(out, 0);
            return true;
        }
        if (!inverse(&b, &positive, &inverted))
            return false;
        integer_read(&inverted, &b);
        if (!integer_divmod(&b, &positive, &unused, &normal))
            return false;
        power.negative = false;
    } else if (!integer_divmod(base, &positive, &unused, &normal)) {
        return false;
    }
    integer_read(&normal, &reduced);
    positive.negative = modulus->negative;
    return power_modulo(&reduced, &power, &positive, out);
}

/* ------------------------------------------------------------------ gcd, square roots */

bool integer_gcd(const integer *a, const integer *b, py_OutRef out)
{
    const size_t room = (a->size > b->size ? a->size : b->size) + 2;
    limb *x = integer_take(room), *y = integer_take(room), *z = integer_take(room);
    size_t x_size = a->size, y_size = b->size, z_size = 0;
    memcpy(x, a->limbs, x_size * sizeof(limb));
    memcpy(y, b->limbs, y_size * sizeof(limb));
    bool ok = true;
    while (ok && y_size > 0) {
        const uint64_t steps = x_size >= y_size ? x_size - y_size + 1 : 1;
        ok = integer_charge(steps * y_size)
             && (limbs_divide(pkhost_here, x, x_size, y, y_size, NULL, z, &z_size) != LIMBS_STOPPED
                 || integer_raise_stop());
        limb *const before = x;
        x = y;
        x_size = y_size;
        y = z;
        y_size = z_size;
        z = before;
    }
    ok = ok && integer_give(out, false, x, x_size);
    pkhost_libc_free(x);
    pkhost_libc_free(y);
    pkhost_libc_free(z);
    return ok;
}

/* Newton's: x = (x + n / x) / 2 from above, until it does not fall any more. */
bool integer_root(const integer *value, py_OutRef out)
{
    if (value->size == 0)
        return integer_give(out, false, NULL, 0);
    const uint64_t bits = (limbs_bits(value->limbs, value->size) + 1) / 2;
    const size_t room = value->size + 3;
    accumulator a = { integer_take(room), integer_take(room), 0 };
    limb *const quotient = integer_take(room);
    memset(a.now, 0, room * sizeof(limb));
    a.now[bits / LIMB_BITS] = (limb)1 << bits % LIMB_BITS;
    a.size = (size_t)(bits / LIMB_BITS) + 1;
    bool ok = true;
    for (;;) {
        ok = integer_charge((uint64_t)a.size * (value->size - a.size + 2));
        const size_t size = ok ? limbs_divide(pkhost_here, value->limbs, value->size, a.now, a.size,
                                              quotient, NULL, NULL)
                               : LIMBS_STOPPED;
        if (size == LIMBS_STOPPED) {
            ok = ok && integer_raise_stop();
            break;
        }
        if (limbs_compare(quotient, size, a.now, a.size) >= 0)
            break;
        bool lost;
        const size_t sum = limbs_add(quotient, size, a.now, a.size, a.next);
        turn(&a, limbs_shift_right(a.next, sum, 1, a.next, &lost));
    }
    ok = ok && integer_give(out, false, a.now, a.size);
    pkhost_libc_free(quotient);
    release(&a);
    return ok;
}
