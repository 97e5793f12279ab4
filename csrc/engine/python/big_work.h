/* big_work.h -- what the files with algorithms of large ints share. */
#ifndef PKHOST_PYTHON_BIG_WORK_H
#define PKHOST_PYTHON_BIG_WORK_H

#include "python/limbs.h"

#pragma GCC visibility push(hidden)

/* Before work: products of two limbs, or limbs that are gone through, 256 of them a step.  False: the
 * script is to be stopped. */
bool integer_charge(uint64_t work);
bool integer_raise_stop(void);    /* after limbs_...() said LIMBS_STOPPED; false */
bool integer_too_large(void);     /* MemoryError; false */
limb *integer_take(size_t limbs); /* a block for so many and one more */

#pragma GCC visibility pop

#endif
