/* big_integers.h -- int of any size, in VMs of dialect "python".
 *
 * An int that fits into 64 bits is PocketPy's: a value of tp_int.  All others are objects of a type
 * of ours, whose base is int and whose name is "int": what type() and the like show of one is
 * int.  Every result is an int of the first kind if it fits, so each number has one form.
 *
 * Whoever has a Python value that may be any integer reads it with integer_read(): bool, int and
 * big ones alike.  Results go out by integer_give().
 */
#ifndef PKHOST_PYTHON_BIG_INTEGERS_H
#define PKHOST_PYTHON_BIG_INTEGERS_H

#include "python/limbs.h"

#pragma GCC visibility push(hidden)

/* What can be read of an integer; `limbs` points into it or into `small`, and lives as long as
 * both do. */
typedef struct integer {
    bool negative;
    size_t size; /* limbs; 0: it is 0 */
    const limb *limbs;
    limb small[2];
} integer;

/* The limbs that an int can have: its size in bits is an int of 64 bits without fear. */
enum { INTEGER_LIMBS_MOST = 1 << 29 };

/* Digits that int() and str() convert at most, both ways, in a base that is no power of 2, unless
 * region->integer_digits_most says otherwise: CPython's sys.int_info.default_max_str_digits. */
enum { INTEGER_TEXT_MOST = 4300 };

bool big_integer_is(const py_TValue *value); /* an object of the type of ours */
/* An int of either kind, or a bool.  Objects with __index__ are not. */
static inline bool integer_is(const py_TValue *value)
{
    return value->type == tp_int || value->type == tp_bool || big_integer_is(value);
}

void integer_read(const py_TValue *value, integer *out);   /* of one that integer_is() */
bool integer_as_int64(const integer *value, int64_t *out); /* false: it does not fit */
/* Correctly rounded.  False: beyond every float. */
bool integer_as_float(const integer *value, double *out);
void integer_of_int64(int64_t value, integer *out);

/* Limbs in any state, which are copied.  MemoryError if there are too many; true. */
bool integer_give(py_OutRef out, bool negative, const limb *limbs, size_t size);
bool integer_give_u64(py_OutRef out, bool negative, uint64_t value);
bool integer_of_float(double value, py_OutRef out); /* without its fraction; finite */

/* Digits of `base`, 2 to 36, none else: as the compiler has them, and int(). */
bool integer_of_digits(const char *digits, size_t count, int base, bool negative, py_OutRef out);
/* str(), hex() and the like: sign and digits without a prefix, in a block of its own, to be
 * released with pkhost_libc_free(); NULL: an exception. */
char *integer_digits(const integer *value, int base, size_t *size);

/* Operators; false: an exception (division by zero, too large, a stop).  `out` may be an operand's
 * place. */
enum integer_operation {
    INTEGER_ADD,
    INTEGER_SUB,
    INTEGER_MUL,
    INTEGER_FLOORDIV,
    INTEGER_MOD,
    INTEGER_AND,
    INTEGER_OR,
    INTEGER_XOR,
    INTEGER_LSHIFT,
    INTEGER_RSHIFT,
};
bool integer_operate(enum integer_operation operation, const integer *a, const integer *b,
                     py_OutRef out);
bool integer_divmod(const integer *a, const integer *b, py_OutRef quotient, py_OutRef rest);
bool integer_truediv(const integer *a, const integer *b, double *out);
bool integer_power(const integer *base, const integer *exponent, py_OutRef out); /* exponent >= 0 */
bool integer_power_modulo(const integer *base, const integer *exponent, const integer *modulus,
                          py_OutRef out);
bool integer_gcd(const integer *a, const integer *b, py_OutRef out);
bool integer_root(const integer *value, py_OutRef out); /* math.isqrt(); not negative */
int integer_compare(const integer *a, const integer *b);
int integer_compare_float(const integer *a, double b); /* b is a number; infinities too */
int64_t integer_hash(const integer *value);            /* CPython's: modulo 2**61 - 1 */
int64_t float_hash_value(double value); /* CPython's, equal to an equal int's; not of NaN */

py_Type big_integers_make(void); /* while a VM is built: the type */

#pragma GCC visibility pop

#endif
