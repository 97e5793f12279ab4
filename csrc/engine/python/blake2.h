/* blake2.h -- BLAKE2b and BLAKE2s, from RFC 7693. */
#ifndef PKHOST_PYTHON_BLAKE2_H
#define PKHOST_PYTHON_BLAKE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum { BLAKE2_BLOCK_MOST = 128, BLAKE2_DIGEST_MOST = 64 };

/* How far a hash has come: a plain struct, which can be copied, and kept as bytes. */
typedef struct blake2_state {
    uint64_t words[8]; /* BLAKE2s uses the lower halves */
    uint64_t bytes;    /* so many went in, those of `block` not counted */
    unsigned char block[BLAKE2_BLOCK_MOST];
    uint32_t filled; /* bytes of `block`; the last block stays there until the end */
    uint32_t digest_size;
    uint32_t is_small;     /* BLAKE2s */
    uint32_t is_last_node; /* of its level in a tree */
} blake2_state;

/* The parameter block: 64 bytes, of BLAKE2s 32; its first byte is the size of the digest. */
void blake2_begin(blake2_state *state, bool is_small, bool is_last_node,
                  const unsigned char *parameters);
void blake2_update(blake2_state *state, const unsigned char *data, size_t size);
void blake2_end(blake2_state state, unsigned char *digest); /* of a copy */
bool blake2_is_sound(const blake2_state *state);            /* of one that may be anything */

#pragma GCC visibility pop

#endif
