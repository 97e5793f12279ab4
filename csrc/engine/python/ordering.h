/* ordering.h -- the six comparisons of sequences that are compared item by item. */
#ifndef PKHOST_PYTHON_ORDERING_H
#define PKHOST_PYTHON_ORDERING_H

#include "base/answers.h"

#include <stdint.h>

enum order { LESS, LESS_EQUAL, IS_EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL };

/* What a comparison comes to if the left side is less (< 0), equal (0) or greater (> 0). */
static inline bool give_order(enum order order, int64_t difference)
{
    const bool truth[] = { difference < 0,  difference <= 0, difference == 0,
                           difference != 0, difference > 0,  difference >= 0 };
    return give_bool(truth[order]);
}

#endif
