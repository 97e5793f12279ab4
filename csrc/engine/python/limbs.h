/* limbs.h -- numbers without a sign, of any size: arrays of 32-bit limbs, the lowest first.
 *
 * A number's last limb is not 0; 0 has no limbs.  Where a function writes, the room it needs is
 * said; it returns how many limbs the result has.  The algorithms are those of Knuth, The Art of
 * Computer Programming, volume 2, section 4.3, and Karatsuba's.
 *
 * Long work looks whether the script is to be stopped: such a function returns LIMBS_STOPPED
 * then, and what it has written means nothing.
 *
 * (Why no library: Debian's libtommath and GMP come as objects that cannot be linked into an
 * extension, or as shared libraries, which would be needed at run time.)
 */
#ifndef PKHOST_PYTHON_LIMBS_H
#define PKHOST_PYTHON_LIMBS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

typedef uint32_t limb;
enum { LIMB_BITS = 32 };
#define LIMBS_STOPPED SIZE_MAX

size_t limbs_trim(const limb *a, size_t size); /* without the zeros at its end */
int limbs_compare(const limb *a, size_t a_size, const limb *b, size_t b_size);
uint64_t limbs_bits(const limb *a, size_t size); /* int.bit_length() */

/* `to`: the larger size and 1; may be a or b. */
size_t limbs_add(const limb *a, size_t a_size, const limb *b, size_t b_size, limb *to);
/* a is not less than b; `to`: a_size; may be a or b. */
size_t limbs_subtract(const limb *a, size_t a_size, const limb *b, size_t b_size, limb *to);
/* `to`: a_size + b_size, nowhere in a or b. */
size_t limbs_multiply(pkhost_vm *vm, const limb *a, size_t a_size, const limb *b, size_t b_size,
                      limb *to);
/* `to`: size + 1; may be a.  a * factor + more. */
size_t limbs_multiply_small(const limb *a, size_t size, limb factor, limb more, limb *to);
/* b is not 0.  quotient: a_size - b_size + 1, or 1; rest: b_size; neither in a or b.  *rest_size.
 * Either may be NULL. */
size_t limbs_divide(pkhost_vm *vm, const limb *a, size_t a_size, const limb *b, size_t b_size,
                    limb *quotient, limb *rest, size_t *rest_size);
/* `to`: size; may be a; *rest. */
size_t limbs_divide_small(const limb *a, size_t size, limb divisor, limb *to, limb *rest);
/* `to`: size + bits / 32 + 1, nowhere in a. */
size_t limbs_shift_left(const limb *a, size_t size, uint64_t bits, limb *to);
/* `to`: size; may be a.  *lost: whether a bit that was shifted out was 1. */
size_t limbs_shift_right(const limb *a, size_t size, uint64_t bits, limb *to, bool *lost);

#pragma GCC visibility pop

#endif
