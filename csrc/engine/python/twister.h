/* twister.h -- the Mersenne twister that random numbers come from, as CPython has it. */
#ifndef PKHOST_PYTHON_TWISTER_H
#define PKHOST_PYTHON_TWISTER_H

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum {
    TWISTER_WORDS = 624,
    TWISTER_UNSEEDED = TWISTER_WORDS + 1, /* `at`, before the first number is drawn */
};

typedef struct twister {
    uint32_t words[TWISTER_WORDS];
    int at;
} twister;

/* By the words of a number, the lowest first; at least one. */
void twister_seed(twister *t, const uint32_t *key, size_t size);
void twister_seed_by_clock(twister *t);
/* One that is unseeded is seeded by the clock then. */
uint32_t twister_word(twister *t);
double twister_float(twister *t); /* of [0, 1), with 53 bits */

#pragma GCC visibility pop

#endif
