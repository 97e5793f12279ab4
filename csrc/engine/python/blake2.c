/* blake2.c -- BLAKE2b and BLAKE2s: RFC 7693. */
#include "python/blake2.h"

#include <string.h>

/* The first 64 bits of the fractions of the square roots of the first eight primes; BLAKE2s has their
 * upper halves. */
static const uint64_t square_roots[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/* Which words of the block a round mixes in, in which order. */
static const unsigned char orders[10][16] = {
    { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
    { 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
    { 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
    { 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
    { 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
    { 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
    { 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
    { 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
    { 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
    { 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

/* The words that a step of a round mixes: columns, then diagonals. */
static const unsigned char steps[8][4] = {
    { 0, 4, 8, 12 },  { 1, 5, 9, 13 },  { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
    { 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 },  { 3, 4, 9, 14 },
};

static size_t word_size(const blake2_state *s) { return s->is_small ? 4 : 8; }
static size_t block_size(const blake2_state *s) { return s->is_small ? 64 : 128; }

static uint64_t read_word(const unsigned char *from, size_t size)
{
    uint64_t word = 0;
    for (size_t i = size; i-- > 0;)
        word = word << 8 | from[i];
    return word;
}

static uint64_t rotate(uint64_t x, int by) { return x >> by | x << (64 - by); }
static uint32_t rotate_small(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void mix(uint64_t *v, const unsigned char *at, uint64_t x, uint64_t y)
{
    uint64_t a = v[at[0]], b = v[at[1]], c = v[at[2]], d = v[at[3]];
    a += b + x;
    d = rotate(d ^ a, 32);
    c += d;
    b = rotate(b ^ c, 24);
    a += b + y;
    d = rotate(d ^ a, 16);
    c += d;
    b = rotate(b ^ c, 63);
    v[at[0]] = a, v[at[1]] = b, v[at[2]] = c, v[at[3]] = d;
}

static void mix_small(uint64_t *v, const unsigned char *at, uint32_t x, uint32_t y)
{
    uint32_t a = (uint32_t)v[at[0]], b = (uint32_t)v[at[1]], c = (uint32_t)v[at[2]],
             d = (uint32_t)v[at[3]];
    a += b + x;
    d = rotate_small(d ^ a, 16);
    c += d;
    b = rotate_small(b ^ c, 12);
    a += b + y;
    d = rotate_small(d ^ a, 8);
    c += d;
    b = rotate_small(b ^ c, 7);
    v[at[0]] = a, v[at[1]] = b, v[at[2]] = c, v[at[3]] = d;
}

/* The block goes in; so many of its bytes are none that fill it up. */
static void compress(blake2_state *s, size_t count, bool is_last)
{
    const size_t size = word_size(s);
    const int rounds = s->is_small ? 10 : 12;
    const uint64_t every = s->is_small ? UINT32_MAX : UINT64_MAX;
    uint64_t v[16], words[16];
    s->bytes += count;
    for (int i = 0; i < 16; i++)
        words[i] = read_word(s->block + (size_t)i * size, size);
    for (int i = 0; i < 8; i++) {
        v[i] = s->words[i];
        v[i + 8] = s->is_small ? square_roots[i] >> 32 : square_roots[i];
    }
    v[12] ^= s->is_small ? (uint32_t)s->bytes : s->bytes;
    v[13] ^= s->is_small ? s->bytes >> 32 : 0;
    v[14] ^= is_last ? every : 0;
    v[15] ^= is_last && s->is_last_node ? every : 0;
    for (int round = 0; round < rounds; round++) {
        const unsigned char *const order = orders[round % 10];
        for (int i = 0; i < 8; i++) {
            const uint64_t x = words[order[2 * i]], y = words[order[2 * i + 1]];
            if (s->is_small)
                mix_small(v, steps[i], (uint32_t)x, (uint32_t)y);
            else
                mix(v, steps[i], x, y);
        }
    }
    for (int i = 0; i < 8; i++)
        s->words[i] ^= v[i] ^ v[i + 8];
}

void blake2_begin(blake2_state *s, bool is_small, bool is_last_node,
                  const unsigned char *parameters)
{
    memset(s, 0, sizeof *s);
    s->is_small = is_small;
    s->is_last_node = is_last_node;
    s->digest_size = parameters[0];
    for (int i = 0; i < 8; i++)
        s->words[i] = (is_small ? square_roots[i] >> 32 : square_roots[i])
                      ^ read_word(parameters + (size_t)i * word_size(s), word_size(s));
}

void blake2_update(blake2_state *s, const unsigned char *data, size_t size)
{
    while (size > 0) {
        if (s->filled == block_size(s)) {
            compress(s, s->filled, false);
            s->filled = 0;
        }
        const size_t room = block_size(s) - s->filled, taken = size < room ? size : room;
        memcpy(s->block + s->filled, data, taken);
        s->filled += (uint32_t)taken;
        data += taken;
        size -= taken;
    }
}

void blake2_end(blake2_state s, unsigned char *digest)
{
    memset(s.block + s.filled, 0, sizeof s.block - s.filled);
    compress(&s, s.filled, true);
    for (uint32_t i = 0; i < s.digest_size; i++)
        digest[i] = (unsigned char)(s.words[i / word_size(&s)] >> i % word_size(&s) * 8);
}

bool blake2_is_sound(const blake2_state *s)
{
    return s->is_small <= 1 && s->filled <= block_size(s) && s->digest_size > 0
           && s->digest_size <= word_size(s) * 8;
}
