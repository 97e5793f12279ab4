/* hashes.h -- MD5, SHA-1, SHA-2 and SHA-3, from their standards (RFC 1321, FIPS 180-4, FIPS 202). */
#ifndef PKHOST_PYTHON_HASHES_H
#define PKHOST_PYTHON_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* How far a hash has come: a plain struct, which can be copied, and kept as bytes. */
typedef struct hash_state {
    uint64_t words[25]; /* MD5, SHA-1, SHA-224 and -256 use the lower halves */
    uint64_t bytes;     /* so many went in */
    unsigned char block[168];
    uint32_t filled; /* bytes of `block` */
    uint32_t kind;   /* index of hash_kinds */
} hash_state;

typedef struct hash_kind {
    const char *name;
    uint32_t block_size, digest_size; /* digest_size 0: as many as are wanted */
    void (*begin)(hash_state *);
    void (*take)(hash_state *, const unsigned char *block);
    void (*end)(hash_state *, unsigned char *digest, size_t size);
} hash_kind;

extern const hash_kind hash_kinds[];
enum { HASH_KINDS = 12, HASH_DIGEST_MOST = 64 };

void hash_begin(hash_state *state, uint32_t kind);
void hash_update(hash_state *state, const unsigned char *data, size_t size);
void hash_end(hash_state state, unsigned char *digest, size_t size); /* of a copy */
bool hash_is_sound(const hash_state *state); /* of one that may be anything */

bool hashes_install(void); /* the module _hashes */

#pragma GCC visibility pop

#endif
