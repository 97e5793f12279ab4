/* big_integers.c -- ints of any size as Python's values, and their operators. */
#include "python/big_integers.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "libc/numerals.h"
#include "python/arithmetic.h"
#include "python/big_work.h"

#include <math.h>
#include <string.h>

/* What an object of ours holds. */
typedef struct big_integer {
    uint32_t size;
    bool negative;
    limb limbs[];
} big_integer;

bool big_integer_is(const py_TValue *value)
{
    return value->type == pkhost_here->types.big_integer && value->is_ptr;
}

/* ----------------------------------------------------------------- reading and giving */

void integer_of_int64(int64_t value, integer *out)
{
    const uint64_t magnitude = int_magnitude(value);
    out->negative = value < 0;
    out->small[0] = (limb)magnitude;
    out->small[1] = (limb)(magnitude >> LIMB_BITS);
    out->limbs = out->small;
    out->size = limbs_trim(out->small, 2);
}

void integer_read(const py_TValue *value, integer *out)
{
    value = boxed_value((py_Ref)value);
    if (value->type == tp_int) {
        integer_of_int64(value->_i64, out);
    } else if (value->type == tp_bool) {
        integer_of_int64(value->_bool, out);
    } else {
        const big_integer *const big = py_touserdata((py_Ref)value);
        out->negative = big->negative;
        out->size = big->size;
        out->limbs = big->limbs;
    }
}

static uint64_t low_64(const limb *limbs, size_t size)
{
    return (size > 0 ? limbs[0] : 0) | (uint64_t)(size > 1 ? limbs[1] : 0) << LIMB_BITS;
}

static bool fits(bool negative, const limb *limbs, size_t size)
{
    return size <= 2 && low_64(limbs, size) <= (uint64_t)INT64_MAX + negative;
}

bool integer_as_int64(const integer *value, int64_t *out)
{
    if (!fits(value->negative, value->limbs, value->size))
        return false;
    const uint64_t magnitude = low_64(value->limbs, value->size);
    *out = (int64_t)(value->negative ? 0 - magnitude : magnitude);
    return true;
}

bool integer_give(py_OutRef out, bool negative, const limb *limbs, size_t size)
{
    size = limbs_trim(limbs, size);
    if (fits(negative, limbs, size)) {
        const uint64_t magnitude = low_64(limbs, size);
        py_newint(out, (int64_t)(negative ? 0 - magnitude : magnitude));
        return true;
    }
    if (size > INTEGER_LIMBS_MOST)
        return integer_too_large();
    py_TValue made;
    big_integer *const big = py_newobject(&made, pkhost_here->types.big_integer, 0,
                                          (int)(sizeof *big + size * sizeof(limb)));
    big->size = (uint32_t)size;
    big->negative = negative;
    memcpy(big->limbs, limbs, size * sizeof(limb));
    *out = made;
    return true;
}

bool integer_give_u64(py_OutRef out, bool negative, uint64_t value)
{
    const limb limbs[2] = { (limb)value, (limb)(value >> LIMB_BITS) };
    return integer_give(out, negative, limbs, 2);
}

/* Gives what was made in a block of its own. */
static bool give_block(py_OutRef out, bool negative, limb *limbs, size_t size)
{
    const bool ok =
        size != LIMBS_STOPPED ? integer_give(out, negative, limbs, size) : integer_raise_stop();
    pkhost_libc_free(limbs);
    return ok;
}

/* ---------------------------------------------------------------------------- floats */

/* The highest 64 bits, the lowest of them set if any below is: as much as rounding looks at. */
static uint64_t top_64(const integer *value, int *exponent)
{
    const uint64_t bits = limbs_bits(value->limbs, value->size);
    if (bits <= 64) {
        *exponent = 0;
        return low_64(value->limbs, value->size);
    }
    const uint64_t shift = bits - 64;
    *exponent = shift > INT32_MAX / 2 ? INT32_MAX / 2 : (int)shift;
    limb top[4];
    const size_t from = (size_t)(shift / LIMB_BITS);
    bool lost = false;
    for (size_t i = 0; i < from && !lost; i++)
        lost = value->limbs[i] != 0;
    bool more;
    limbs_shift_right(value->limbs + from, value->size - from, shift % LIMB_BITS, top, &more);
    return low_64(top, 2) | (lost || more);
}

bool integer_as_float(const integer *value, double *out)
{
    int exponent;
    const uint64_t top = top_64(value, &exponent);
    /* To 53 bits by hand: the conversion of 64 bits is one rounding, ldexp() none. */
    const double magnitude = ldexp((double)top, exponent);
    *out = value->negative ? -magnitude : magnitude;
    return !isinf(magnitude);
}

bool integer_of_float(double value, py_OutRef out)
{
    int exponent;
    const double fraction = frexp(fabs(trunc(value)), &exponent); /* 0.5 ... 1 */
    if (exponent <= 63) {
        py_newint(out, (int64_t)value);
        return true;
    }
    const uint64_t mantissa = (uint64_t)ldexp(fraction, 53);
    const limb limbs[2] = { (limb)mantissa, (limb)(mantissa >> LIMB_BITS) };
    limb shifted[40];
    const size_t size = limbs_shift_left(limbs, 2, (uint64_t)(exponent - 53), shifted);
    return integer_give(out, value < 0, shifted, size);
}

int integer_compare_float(const integer *a, double b)
{
    if (isinf(b))
        return b > 0 ? -1 : 1;
    py_TValue whole;
    integer other;
    integer_of_float(b, &whole);
    integer_read(&whole, &other);
    const int way = integer_compare(a, &other);
    if (way != 0)
        return way;
    const double rest = b - trunc(b);
    return rest > 0 ? -1 : rest < 0;
}

/* ------------------------------------------------------------------- comparison, hash */

int integer_compare(const integer *a, const integer *b)
{
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    const int way = limbs_compare(a->limbs, a->size, b->limbs, b->size);
    return a->negative ? -way : way;
}

enum { HASH_BITS = 61 };
static const uint64_t HASH_MODULUS = ((uint64_t)1 << HASH_BITS) - 1;

/* x * 2**bits, bits < 61. */
static uint64_t hash_shifted(uint64_t x, int bits)
{
    return (x << bits & HASH_MODULUS) | x >> (HASH_BITS - bits);
}

static int64_t hash_of(uint64_t x, bool negative)
{
    const int64_t hash = negative ? -(int64_t)x : (int64_t)x;
    return hash == -1 ? -2 : hash;
}

int64_t integer_hash(const integer *value)
{
    uint64_t x = 0;
    for (size_t i = value->size; i-- > 0;) {
        x = hash_shifted(x, LIMB_BITS) + value->limbs[i];
        if (x >= HASH_MODULUS)
            x -= HASH_MODULUS;
    }
    return hash_of(x, value->negative);
}

int64_t float_hash_value(double value)
{
    enum { INFINITE = 314159, STEP = 28 };
    if (isinf(value))
        return value > 0 ? INFINITE : -INFINITE;
    int exponent;
    double m = frexp(fabs(value), &exponent);
    uint64_t x = 0;
    while (m != 0) {
        x = hash_shifted(x, STEP);
        m = ldexp(m, STEP);
        exponent -= STEP;
        const uint64_t y = (uint64_t)m;
        m -= (double)y;
        x += y;
        if (x >= HASH_MODULUS)
            x -= HASH_MODULUS;
    }
    exponent = exponent >= 0 ? exponent % HASH_BITS : HASH_BITS - 1 - (-1 - exponent) % HASH_BITS;
    return hash_of(hash_shifted(x, exponent), value < 0);
}

/* -------------------------------------------------------------------------- operators */

static bool add_or_subtract(const integer *a, const integer *b, bool b_negative, py_OutRef out)
{
    const size_t most = (a->size > b->size ? a->size : b->size) + 1;
    if (most > INTEGER_LIMBS_MOST)
        return integer_too_large();
    if (!integer_charge(most))
        return false;
    limb *const to = integer_take(most);
    bool negative = a->negative;
    size_t size;
    if (a->negative == b_negative) {
        size = limbs_add(a->limbs, a->size, b->limbs, b->size, to);
    } else if (limbs_compare(a->limbs, a->size, b->limbs, b->size) >= 0) {
        size = limbs_subtract(a->limbs, a->size, b->limbs, b->size, to);
    } else {
        size = limbs_subtract(b->limbs, b->size, a->limbs, a->size, to);
        negative = b_negative;
    }
    return give_block(out, negative, to, size);
}

static bool multiply(const integer *a, const integer *b, py_OutRef out)
{
    if (a->size + b->size > INTEGER_LIMBS_MOST)
        return integer_too_large();
    if (!integer_charge((uint64_t)a->size * b->size))
        return false;
    limb *const to = integer_take(a->size + b->size);
    return give_block(out, a->negative != b->negative, to,
                      limbs_multiply(pkhost_here, a->limbs, a->size, b->limbs, b->size, to));
}

bool integer_divmod(const integer *a, const integer *b, py_OutRef quotient, py_OutRef rest)
{
    if (b->size == 0)
        return ZeroDivisionError("integer division or modulo by zero");
    if (a->size >= b->size && !integer_charge((uint64_t)(a->size - b->size + 1) * b->size))
        return false;
    const size_t quotient_most = a->size >= b->size ? a->size - b->size + 2 : 2;
    limb *const q = integer_take(quotient_most), *const r = integer_take(a->size + b->size + 1);
    size_t r_size = 0;
    size_t q_size = limbs_divide(pkhost_here, a->limbs, a->size, b->limbs, b->size, q, r, &r_size);
    if (q_size == LIMBS_STOPPED) {
        pkhost_libc_free(r);
        return give_block(quotient, false, q, q_size);
    }
    const bool negative = a->negative != b->negative;
    if (negative && r_size > 0) { /* rounded down, not towards 0 */
        static const limb one[1] = { 1 };
        q_size = limbs_add(q, q_size, one, 1, q);
        r_size = limbs_subtract(b->limbs, b->size, r, r_size, r);
    }
    py_TValue low;
    const bool ok = give_block(&low, b->negative, r, r_size);
    return give_block(quotient, negative, q, q_size) && ok && (*rest = low, true);
}

/* One limb of the two's complement; `borrow` runs along. */
static limb complement_limb(const integer *a, size_t i, bool *borrow)
{
    const limb value = i < a->size ? a->limbs[i] : 0;
    if (!a->negative)
        return value;
    const limb less = value - *borrow;
    *borrow = *borrow && value == 0;
    return ~less;
}

static bool bitwise(enum integer_operation operation, const integer *a, const integer *b,
                    py_OutRef out)
{
    const size_t size = (a->size > b->size ? a->size : b->size) + 1;
    if (!integer_charge(size))
        return false;
    limb *const to = integer_take(size);
    bool a_borrow = true, b_borrow = true;
    for (size_t i = 0; i < size; i++) {
        const limb x = complement_limb(a, i, &a_borrow), y = complement_limb(b, i, &b_borrow);
        to[i] = operation == INTEGER_AND ? x & y : operation == INTEGER_OR ? x | y : x ^ y;
    }
    const bool negative = (to[size - 1] >> (LIMB_BITS - 1)) != 0;
    if (negative) {
        bool carry = true;
        for (size_t i = 0; i < size; i++) {
            to[i] = ~to[i] + carry;
            carry = carry && to[i] == 0;
        }
    }
    return give_block(out, negative, to, size);
}

static bool shift_left(const integer *a, const integer *b, py_OutRef out)
{
    int64_t by;
    if (b->negative)
        return ValueError("negative shift count");
    if (a->size == 0)
        return integer_give(out, false, NULL, 0);
    if (!integer_as_int64(b, &by) || (uint64_t)by / LIMB_BITS + a->size + 1 > INTEGER_LIMBS_MOST)
        return integer_too_large();
    const size_t most = a->size + (size_t)by / LIMB_BITS + 1;
    if (!integer_charge(most))
        return false;
    limb *const to = integer_take(most);
    return give_block(out, a->negative, to, limbs_shift_left(a->limbs, a->size, (uint64_t)by, to));
}

static bool shift_right(const integer *a, const integer *b, py_OutRef out)
{
    static const limb one[1] = { 1 };
    int64_t by;
    if (b->negative)
        return ValueError("negative shift count");
    if (!integer_as_int64(b, &by))
        by = INT64_MAX;
    if (!integer_charge(a->size))
        return false;
    limb *const to = integer_take(a->size + 1);
    bool lost;
    size_t size = limbs_shift_right(a->limbs, a->size, (uint64_t)by, to, &lost);
    if (a->negative && lost) /* rounded down */
        size = limbs_add(to, size, one, 1, to);
    return give_block(out, a->negative, to, size);
}

bool integer_operate(enum integer_operation operation, const integer *a, const integer *b,
                     py_OutRef out)
{
    py_TValue other;
    switch (operation) {
    case INTEGER_ADD: return add_or_subtract(a, b, b->negative, out);
    case INTEGER_SUB: return add_or_subtract(a, b, !b->negative, out);
    case INTEGER_MUL: return multiply(a, b, out);
    case INTEGER_FLOORDIV: return integer_divmod(a, b, out, &other);
    case INTEGER_MOD:
        if (b->size == 0)
            return ZeroDivisionError("integer modulo by zero");
        return integer_divmod(a, b, &other, out);
    case INTEGER_LSHIFT: return shift_left(a, b, out);
    case INTEGER_RSHIFT: return shift_right(a, b, out);
    default: return bitwise(operation, a, b, out);
    }
}

/* top * 2**scale, rounded once, also where floats have fewer bits than usual; top is below
 * 2**62. */
static double scaled(uint64_t top, int64_t scale)
{
    const int bits = 64 - __builtin_clzll(top);
    const int64_t drop = -1074 - scale; /* of the lowest bits, which such a float has not */
    if (drop > bits - 53 && drop > 0) {
        if (drop > bits)
            return 0.0;
        const uint64_t half = (uint64_t)1 << (drop - 1), below = top & ((half << 1) - 1);
        top >>= drop;
        top += below > half || (below == half && (top & 1) != 0);
        scale += drop;
    }
    return ldexp((double)top, scale > 5000 ? 5000 : scale < -5000 ? -5000 : (int)scale);
}

bool integer_truediv(const integer *a, const integer *b, double *out)
{
    if (b->size == 0)
        return ZeroDivisionError("division by zero");
    if (a->size == 0) {
        *out = a->negative != b->negative ? -0.0 : 0.0;
        return true;
    }
    /* A quotient of 64 bits or more, and whether there is a rest: rounding needs no more. */
    const int64_t shift =
        (int64_t)limbs_bits(b->limbs, b->size) - (int64_t)limbs_bits(a->limbs, a->size) + 65;
    const size_t a_most = a->size + (shift > 0 ? (size_t)shift / LIMB_BITS : 0) + 2;
    if (!integer_charge((uint64_t)b->size * 4 + a_most))
        return false;
    limb *const top = integer_take(a_most), *const quotient = integer_take(a_most + 1),
                *const rest = integer_take(b->size + a_most);
    bool lost = false;
    size_t rest_size = 0;
    const size_t top_size =
        shift >= 0 ? limbs_shift_left(a->limbs, a->size, (uint64_t)shift, top)
                   : limbs_shift_right(a->limbs, a->size, (uint64_t)-shift, top, &lost);
    const size_t size =
        limbs_divide(pkhost_here, top, top_size, b->limbs, b->size, quotient, rest, &rest_size);
    bool ok = size != LIMBS_STOPPED || integer_raise_stop();
    if (ok) {
        if (lost || rest_size > 0)
            quotient[0] |= 1;
        const integer view = { .limbs = quotient, .size = size };
        int exponent;
        const uint64_t bits = top_64(&view, &exponent);
        const double magnitude = scaled((bits >> 2) | ((bits & 3) != 0), exponent + 2 - shift);
        *out = a->negative != b->negative ? -magnitude : magnitude;
        if (isinf(magnitude))
            ok = overflow_error("integer division result too large for a float");
    }
    pkhost_libc_free(rest);
    pkhost_libc_free(quotient);
    pkhost_libc_free(top);
    return ok;
}

py_Type big_integers_make(void)
{
    /* PocketPy makes no type of int's. */
    pk_typeinfo(tp_int)->is_final = false;
    const py_Type type = pk_newtype("int", tp_int, NULL, NULL, false, true);
    pk_typeinfo(tp_int)->is_final = true;
    return type;
}
