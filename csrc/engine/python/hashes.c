/* hashes.c -- what hashes.h describes. */
#include "python/hashes.h"

#include <string.h>

static uint32_t rotate_left(uint32_t x, int by) { return x << by | x >> (32 - by); }
static uint32_t rotate_right(uint32_t x, int by) { return x >> by | x << (32 - by); }
static uint64_t rotate_right_64(uint64_t x, int by) { return x >> by | x << (64 - by); }

/* A number of so many bytes, the highest first, or last. */
static uint64_t read_big(const unsigned char *from, int size)
{
    uint64_t number = 0;
    for (int i = 0; i < size; i++)
        number = number << 8 | from[i];
    return number;
}
static void write_big(unsigned char *to, int size, uint64_t number)
{
    for (int i = size - 1; i >= 0; i--, number >>= 8)
        to[i] = (unsigned char)number;
}
static uint32_t read_little(const unsigned char *from)
{
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16
           | (uint32_t)from[3] << 24;
}

static void set_words(hash_state *s, const uint64_t *words, size_t count)
{
    memcpy(s->words, words, count * sizeof *words);
}

/* ---------------------------------------------------------------------------- MD5 */

static void md5_begin(hash_state *s)
{
    set_words(s, (uint64_t[]){ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 }, 4);
}

static void md5_take(hash_state *s, const unsigned char *block)
{
    static const uint32_t sines[64] = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
        0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
        0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
        0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
        0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
        0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
        0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
        0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
        0xeb86d391,
    };
    static const unsigned char turns[4][4] = {
        { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 }
    };
    uint32_t a = (uint32_t)s->words[0], b = (uint32_t)s->words[1], c = (uint32_t)s->words[2],
             d = (uint32_t)s->words[3];
    for (int i = 0; i < 64; i++) {
        uint32_t f;
        int at;
        switch (i / 16) {
        case 0:
            f = (b & c) | (~b & d);
            at = i;
            break;
        case 1:
            f = (d & b) | (~d & c);
            at = (5 * i + 1) % 16;
            break;
        case 2:
            f = b ^ c ^ d;
            at = (3 * i + 5) % 16;
            break;
        default: f = c ^ (b | ~d); at = 7 * i % 16;
        }
        f += a + sines[i] + read_little(block + (size_t)at * 4);
        a = d;
        d = c;
        c = b;
        b += rotate_left(f, turns[i / 16][i % 4]);
    }
    const uint32_t sums[4] = { a, b, c, d };
    for (int i = 0; i < 4; i++)
        s->words[i] = (uint32_t)(s->words[i] + sums[i]);
}

/* -------------------------------------------------------------------------- SHA-1 */

static void sha1_begin(hash_state *s)
{
    set_words(s, (uint64_t[]){ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 }, 5);
}

static void sha1_take(hash_state *s, const unsigned char *block)
{
    uint32_t w[80], v[5];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)read_big(block + (size_t)i * 4, 4);
    for (int i = 16; i < 80; i++)
        w[i] = rotate_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 5; i++)
        v[i] = (uint32_t)s->words[i];
    for (int i = 0; i < 80; i++) {
        const uint32_t f = i < 20   ? ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5a827999
                           : i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1
                           : i < 60 ? ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8f1bbcdc
                                    : (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6;
        const uint32_t next = rotate_left(v[0], 5) + f + v[4] + w[i];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = rotate_left(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (int i = 0; i < 5; i++)
        s->words[i] = (uint32_t)(s->words[i] + v[i]);
}

/* -------------------------------------------------------------------------- SHA-2 */

/* The fractions of the cube roots of the first 80 primes; SHA-256 has their upper halves. */
static const uint64_t cube_roots[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

static void sha224_begin(hash_state *s)
{
    set_words(s,
              (uint64_t[]){ 0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511,
                            0x64f98fa7, 0xbefa4fa4 },
              8);
}
static void sha256_begin(hash_state *s)
{
    set_words(s,
              (uint64_t[]){ 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                            0x1f83d9ab, 0x5be0cd19 },
              8);
}

static void sha256_take(hash_state *s, const unsigned char *block)
{
    uint32_t w[64], v[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)read_big(block + (size_t)i * 4, 4);
    for (int i = 16; i < 64; i++) {
        const uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate_right(a, 7) ^ rotate_right(a, 18) ^ a >> 3) + w[i - 7]
               + (rotate_right(b, 17) ^ rotate_right(b, 19) ^ b >> 10);
    }
    for (int i = 0; i < 8; i++)
        v[i] = (uint32_t)s->words[i];
    for (int i = 0; i < 64; i++) {
        const uint32_t e = v[4], a = v[0];
        const uint32_t t = v[7] + (rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25))
                           + ((e & v[5]) ^ (~e & v[6])) + (uint32_t)(cube_roots[i] >> 32) + w[i];
        const uint32_t u = (rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22))
                           + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t;
        v[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        s->words[i] = (uint32_t)(s->words[i] + v[i]);
}

static void sha384_begin(hash_state *s)
{
    set_words(s,
              (uint64_t[]){ 0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
                            0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
                            0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4 },
              8);
}
static void sha512_begin(hash_state *s)
{
    set_words(s,
              (uint64_t[]){ 0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                            0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                            0x1f83d9abfb41bd6b, 0x5be0cd19137e2179 },
              8);
}

static void sha512_take(hash_state *s, const unsigned char *block)
{
    uint64_t w[80], v[8];
    for (int i = 0; i < 16; i++)
        w[i] = read_big(block + (size_t)i * 8, 8);
    for (int i = 16; i < 80; i++) {
        const uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate_right_64(a, 1) ^ rotate_right_64(a, 8) ^ a >> 7) + w[i - 7]
               + (rotate_right_64(b, 19) ^ rotate_right_64(b, 61) ^ b >> 6);
    }
    memcpy(v, s->words, sizeof v);
    for (int i = 0; i < 80; i++) {
        const uint64_t e = v[4], a = v[0];
        const uint64_t t =
            v[7] + (rotate_right_64(e, 14) ^ rotate_right_64(e, 18) ^ rotate_right_64(e, 41))
            + ((e & v[5]) ^ (~e & v[6])) + cube_roots[i] + w[i];
        const uint64_t u =
            (rotate_right_64(a, 28) ^ rotate_right_64(a, 34) ^ rotate_right_64(a, 39))
            + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t;
        v[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        s->words[i] += v[i];
}

/* The end of all of those: a bit, zeros, and how many bits went in. */
static void pad(hash_state *s, bool big)
{
    const hash_kind *const kind = &hash_kinds[s->kind];
    const uint32_t length = kind->block_size / 8; /* of the number of bits */
    s->block[s->filled++] = 0x80;
    if (s->filled > kind->block_size - length) {
        memset(s->block + s->filled, 0, kind->block_size - s->filled);
        kind->take(s, s->block);
        s->filled = 0;
    }
    memset(s->block + s->filled, 0, kind->block_size - s->filled);
    unsigned char *const end = s->block + kind->block_size;
    if (big) {
        write_big(end - 8, 8, s->bytes << 3);
        if (length == 16)
            end[-9] = (unsigned char)(s->bytes >> 61);
    } else {
        for (int i = 0; i < 8; i++)
            end[i - 8] = (unsigned char)(s->bytes << 3 >> 8 * i);
    }
    kind->take(s, s->block);
}

static void md5_end(hash_state *s, unsigned char *digest, size_t size)
{
    pad(s, false);
    for (size_t i = 0; i < size; i++)
        digest[i] = (unsigned char)(s->words[i / 4] >> i % 4 * 8);
}
static void words_end(hash_state *s, unsigned char *digest, size_t size, size_t word)
{
    pad(s, true);
    for (size_t i = 0; i < size; i++)
        digest[i] = (unsigned char)(s->words[i / word] >> (word - 1 - i % word) * 8);
}
static void words_32_end(hash_state *s, unsigned char *digest, size_t size)
{
    words_end(s, digest, size, 4);
}
static void words_64_end(hash_state *s, unsigned char *digest, size_t size)
{
    words_end(s, digest, size, 8);
}

/* -------------------------------------------------------------------------- SHA-3 */

static void keccak_begin(hash_state *s) { memset(s->words, 0, sizeof s->words); }

static void keccak(uint64_t a[25])
{
    static const unsigned char turns[24] = { 1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                             27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44 };
    static const unsigned char lanes[24] = { 10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                             15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1 };
    uint8_t feedback = 1;
    for (int round = 0; round < 24; round++) {
        uint64_t column[5];
        for (int x = 0; x < 5; x++)
            column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        for (int x = 0; x < 5; x++) {
            const uint64_t mixed = column[(x + 4) % 5] ^ rotate_right_64(column[(x + 1) % 5], 63);
            for (int y = 0; y < 25; y += 5)
                a[y + x] ^= mixed;
        }
        uint64_t moved = a[1];
        for (int i = 0; i < 24; i++) {
            const uint64_t next = a[lanes[i]];
            a[lanes[i]] = rotate_right_64(moved, 64 - turns[i]);
            moved = next;
        }
        for (int y = 0; y < 25; y += 5) {
            memcpy(column, a + y, sizeof column);
            for (int x = 0; x < 5; x++)
                a[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
        }
        /* The round's constant: bits of a shift register, at places 2^j - 1. */
        for (int j = 0; j < 7; j++) {
            if (feedback & 1)
                a[0] ^= (uint64_t)1 << ((1 << j) - 1);
            feedback = (uint8_t)(feedback << 1 ^ (feedback >> 7) * 0x71);
        }
    }
}

static void keccak_take(hash_state *s, const unsigned char *block)
{
    for (uint32_t i = 0; i < hash_kinds[s->kind].block_size; i++)
        s->words[i / 8] ^= (uint64_t)block[i] << i % 8 * 8;
    keccak(s->words);
}

static void keccak_end(hash_state *s, unsigned char *digest, size_t size)
{
    const hash_kind *const kind = &hash_kinds[s->kind];
    memset(s->block + s->filled, 0, kind->block_size - s->filled);
    s->block[s->filled] = kind->digest_size == 0 ? 0x1f : 0x06;
    s->block[kind->block_size - 1] |= 0x80;
    keccak_take(s, s->block);
    for (size_t i = 0; i < size; i++) {
        const size_t at = i % kind->block_size;
        if (i > 0 && at == 0)
            keccak(s->words);
        digest[i] = (unsigned char)(s->words[at / 8] >> at % 8 * 8);
    }
}

/* ----------------------------------------------------------------------- all of them */

const hash_kind hash_kinds[HASH_KINDS] = {
    { "md5", 64, 16, md5_begin, md5_take, md5_end },
    { "sha1", 64, 20, sha1_begin, sha1_take, words_32_end },
    { "sha224", 64, 28, sha224_begin, sha256_take, words_32_end },
    { "sha256", 64, 32, sha256_begin, sha256_take, words_32_end },
    { "sha384", 128, 48, sha384_begin, sha512_take, words_64_end },
    { "sha512", 128, 64, sha512_begin, sha512_take, words_64_end },
    { "sha3_224", 144, 28, keccak_begin, keccak_take, keccak_end },
    { "sha3_256", 136, 32, keccak_begin, keccak_take, keccak_end },
    { "sha3_384", 104, 48, keccak_begin, keccak_take, keccak_end },
    { "sha3_512", 72, 64, keccak_begin, keccak_take, keccak_end },
    { "shake_128", 168, 0, keccak_begin, keccak_take, keccak_end },
    { "shake_256", 136, 0, keccak_begin, keccak_take, keccak_end },
};

void hash_begin(hash_state *state, uint32_t kind)
{
    *state = (hash_state){ .kind = kind };
    hash_kinds[kind].begin(state);
}

void hash_update(hash_state *s, const unsigned char *data, size_t size)
{
    const hash_kind *const kind = &hash_kinds[s->kind];
    s->bytes += size;
    while (size > 0) {
        if (s->filled == 0 && size >= kind->block_size) {
            kind->take(s, data);
            data += kind->block_size;
            size -= kind->block_size;
            continue;
        }
        const size_t room = kind->block_size - s->filled, part = size < room ? size : room;
        memcpy(s->block + s->filled, data, part);
        s->filled += (uint32_t)part;
        data += part;
        size -= part;
        if (s->filled == kind->block_size) {
            kind->take(s, s->block);
            s->filled = 0;
        }
    }
}

void hash_end(hash_state state, unsigned char *digest, size_t size)
{
    hash_kinds[state.kind].end(&state, digest, size);
}

bool hash_is_sound(const hash_state *state)
{
    return state->kind < HASH_KINDS && state->filled < hash_kinds[state->kind].block_size;
}
