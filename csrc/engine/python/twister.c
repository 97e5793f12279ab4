/* twister.c -- MT19937, by Matsumoto and Nishimura (1998), and its seeding by an array (2002). */
#include "python/twister.h"

#include <time.h>

int pkhost_libc_clock_gettime(clockid_t which, struct timespec *now);

enum { WORDS = TWISTER_WORDS, MIDDLE = 397 };
static const uint32_t TWIST = 0x9908b0df, HIGH_BIT = 0x80000000, LOW_BITS = 0x7fffffff;

static void fill(twister *t, uint32_t seed)
{
    t->words[0] = seed;
    for (uint32_t i = 1; i < WORDS; i++)
        t->words[i] = 1812433253u * (t->words[i - 1] ^ t->words[i - 1] >> 30) + i;
}

/* The place after `i`; the first word follows the last. */
static uint32_t next_place(twister *t, uint32_t i)
{
    if (++i < WORDS)
        return i;
    t->words[0] = t->words[WORDS - 1];
    return 1;
}

void twister_seed(twister *t, const uint32_t *key, size_t size)
{
    uint32_t i = 1;
    size_t j = 0;

    fill(t, 19650218u);
    for (size_t k = size > WORDS ? size : WORDS; k > 0; k--) {
        t->words[i] = (t->words[i] ^ (t->words[i - 1] ^ t->words[i - 1] >> 30) * 1664525u) + key[j]
                      + (uint32_t)j;
        i = next_place(t, i);
        j = (j + 1) % size;
    }
    for (int k = 0; k < WORDS - 1; k++) {
        t->words[i] = (t->words[i] ^ (t->words[i - 1] ^ t->words[i - 1] >> 30) * 1566083941u) - i;
        i = next_place(t, i);
    }
    t->words[0] = HIGH_BIT;
    t->at = WORDS;
}

void twister_seed_by_clock(twister *t)
{
    struct timespec now;

    pkhost_libc_clock_gettime(CLOCK_REALTIME, &now);
    const uint64_t number = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    twister_seed(t, (uint32_t[]){ (uint32_t)number, (uint32_t)(number >> 32) }, 2);
}

uint32_t twister_word(twister *t)
{
    if (t->at >= WORDS) {
        if (t->at == TWISTER_UNSEEDED)
            twister_seed_by_clock(t);
        for (int i = 0; i < WORDS; i++) {
            const uint32_t y = (t->words[i] & HIGH_BIT) | (t->words[(i + 1) % WORDS] & LOW_BITS);
            t->words[i] = t->words[(i + MIDDLE) % WORDS] ^ y >> 1 ^ (y & 1 ? TWIST : 0);
        }
        t->at = 0;
    }
    uint32_t y = t->words[t->at++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680u;
    y ^= y << 15 & 0xefc60000u;
    return y ^ y >> 18;
}

double twister_float(twister *t)
{
    const uint32_t high = twister_word(t) >> 5, low = twister_word(t) >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}
