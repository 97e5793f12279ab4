/* hashes_module.c -- the module _hashes: what csrc/library/python/hashlib.py is made of.
 *
 *     begin(name)           a state, which is bytes; None if there is no such hash
 *     update(state, data)   the state after so many bytes more
 *     end(state, size)      the digest
 *     sizes(name)           of a block, and of a digest
 *     blake2_begin(is_small, is_last_node, parameters), blake2_update(state, data), blake2_end(state)
 *     pbkdf2(name, password, salt, iterations, size)    the key; of hashes whose digest has one size
 */
#include "base/current.h"
#include "memory/region.h"
#include "python/blake2.h"
#include "python/arithmetic.h"
#include "python/hashes.h"
#include "stop/steps.h"

#include <string.h>

enum { BYTES_A_STEP = 64, DIGEST_MOST = 1 << 26 };

static int kind_of(py_Ref name)
{
    for (int i = 0; i < HASH_KINDS; i++)
        if (name->type == tp_str && strcmp(py_tostr(name), hash_kinds[i].name) == 0)
            return i;
    return -1;
}

static bool read_state(py_Ref value, hash_state *state)
{
    int size = 0;
    const unsigned char *const bytes = value->type == tp_bytes ? py_tobytes(value, &size) : NULL;
    if (bytes == NULL || size != (int)sizeof *state)
        return TypeError("this is no state of a hash");
    memcpy(state, bytes, sizeof *state);
    return hash_is_sound(state) || ValueError("this is no state of a hash");
}

static bool give_state(const hash_state *state)
{
    memcpy(py_newbytes(py_retval(), (int)sizeof *state), state, sizeof *state);
    return true;
}

static bool charge(size_t bytes)
{
    pkhost_vm *const vm = pkhost_here;
    vm->region->steps_left -= (int64_t)(bytes / BYTES_A_STEP);
    return step_take(vm);
}

static bool module_begin(int argc, py_Ref argv)
{
    hash_state state;
    const int kind = argc == 1 ? kind_of(&argv[0]) : -1;
    if (kind < 0) {
        py_newnone(py_retval());
        return true;
    }
    hash_begin(&state, (uint32_t)kind);
    return give_state(&state);
}

static bool module_update(int argc, py_Ref argv)
{
    hash_state state;
    int size;
    if (argc != 2 || argv[1].type != tp_bytes)
        return TypeError("update() takes a state and bytes");
    const unsigned char *const data = py_tobytes(&argv[1], &size);
    if (!read_state(&argv[0], &state) || !charge((size_t)size))
        return false;
    hash_update(&state, data, (size_t)size);
    return give_state(&state);
}

static bool module_end(int argc, py_Ref argv)
{
    hash_state state;
    if (argc != 2 || argv[1].type != tp_int)
        return TypeError("end() takes a state and a size");
    if (!read_state(&argv[0], &state))
        return false;
    const uint32_t own = hash_kinds[state.kind].digest_size;
    const int64_t size = own > 0 ? own : argv[1]._i64;
    if (size < 0 || size > DIGEST_MOST)
        return ValueError("value must be positive");
    if (!charge((size_t)size))
        return false;
    hash_end(state, py_newbytes(py_retval(), (int)size), (size_t)size);
    return true;
}

static bool module_sizes(int argc, py_Ref argv)
{
    const int kind = argc == 1 ? kind_of(&argv[0]) : -1;
    if (kind < 0)
        return ValueError("unsupported hash type");
    py_TValue *const items = py_newtuple(py_retval(), 2);
    py_newint(&items[0], hash_kinds[kind].block_size);
    py_newint(&items[1], hash_kinds[kind].digest_size);
    return true;
}

/* --------------------------------------------------------------------------------- BLAKE2 */

static bool read_blake2(py_Ref value, blake2_state *state)
{
    int size = 0;
    const unsigned char *const bytes = value->type == tp_bytes ? py_tobytes(value, &size) : NULL;
    if (bytes == NULL || size != (int)sizeof *state)
        return TypeError("this is no state of a hash");
    memcpy(state, bytes, sizeof *state);
    return blake2_is_sound(state) || ValueError("this is no state of a hash");
}

static bool give_blake2(const blake2_state *state)
{
    memcpy(py_newbytes(py_retval(), (int)sizeof *state), state, sizeof *state);
    return true;
}

static bool module_blake2_begin(int argc, py_Ref argv)
{
    blake2_state state;
    int size = 0;
    if (argc != 3 || argv[0].type != tp_bool || argv[1].type != tp_bool || argv[2].type != tp_bytes)
        return TypeError("blake2_begin() takes two bools and bytes");
    const unsigned char *const parameters = py_tobytes(&argv[2], &size);
    if (size != (argv[0]._bool ? 32 : 64))
        return ValueError("these are no parameters of BLAKE2");
    blake2_begin(&state, argv[0]._bool, argv[1]._bool, parameters);
    return (blake2_is_sound(&state) || ValueError("these are no parameters of BLAKE2"))
           && give_blake2(&state);
}

static bool module_blake2_update(int argc, py_Ref argv)
{
    blake2_state state;
    int size;
    if (argc != 2 || argv[1].type != tp_bytes)
        return TypeError("blake2_update() takes a state and bytes");
    const unsigned char *const data = py_tobytes(&argv[1], &size);
    if (!read_blake2(&argv[0], &state) || !charge((size_t)size))
        return false;
    blake2_update(&state, data, (size_t)size);
    return give_blake2(&state);
}

static bool module_blake2_end(int argc, py_Ref argv)
{
    blake2_state state;
    if (argc != 1)
        return TypeError("blake2_end() takes a state");
    if (!read_blake2(&argv[0], &state))
        return false;
    blake2_end(state, py_newbytes(py_retval(), (int)state.digest_size));
    return true;
}

/* --------------------------------------------------------------------------------- PBKDF2 */

enum { BLOCK_MOST = 168 };

/* The two hashes of HMAC (RFC 2104), as far as the key goes. */
typedef struct keyed {
    hash_state inner, outer;
    uint32_t digest_size;
} keyed;

static void key_begin(keyed *k, uint32_t kind, const unsigned char *key, size_t size)
{
    unsigned char block[BLOCK_MOST] = { 0 };
    const uint32_t block_size = hash_kinds[kind].block_size;
    k->digest_size = hash_kinds[kind].digest_size;
    hash_begin(&k->inner, kind);
    hash_begin(&k->outer, kind);
    if (size > block_size) {
        hash_state of_key;
        hash_begin(&of_key, kind);
        hash_update(&of_key, key, size);
        hash_end(of_key, block, k->digest_size);
    } else if (size > 0) {
        memcpy(block, key, size);
    }
    for (uint32_t i = 0; i < block_size; i++)
        block[i] ^= 0x36;
    hash_update(&k->inner, block, block_size);
    for (uint32_t i = 0; i < block_size; i++)
        block[i] ^= 0x36 ^ 0x5c;
    hash_update(&k->outer, block, block_size);
}

/* The code of what has been put into `inner`, a copy of the key's. */
static void key_end(const keyed *k, hash_state inner, unsigned char *code)
{
    hash_state outer = k->outer;
    hash_end(inner, code, k->digest_size);
    hash_update(&outer, code, k->digest_size);
    hash_end(outer, code, k->digest_size);
}

/* One piece of the key (RFC 8018, 5.2), as long as a digest. */
static bool derive(const keyed *k, c11_sv salt, uint32_t number, int64_t iterations,
                   unsigned char *piece)
{
    const unsigned char counter[4] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16),
                                       (unsigned char)(number >> 8), (unsigned char)number };
    unsigned char code[HASH_DIGEST_MOST];
    hash_state inner = k->inner;
    hash_update(&inner, (const unsigned char *)salt.data, (size_t)salt.size);
    hash_update(&inner, counter, sizeof counter);
    key_end(k, inner, code);
    memcpy(piece, code, k->digest_size);
    for (int64_t i = 1; i < iterations; i++) {
        inner = k->inner;
        hash_update(&inner, code, k->digest_size);
        key_end(k, inner, code);
        for (uint32_t at = 0; at < k->digest_size; at++)
            piece[at] ^= code[at];
        if (!charge(4 * BYTES_A_STEP))
            return false;
    }
    return charge((size_t)salt.size);
}

static bool module_pbkdf2(int argc, py_Ref argv)
{
    enum { NAME, PASSWORD, SALT, ITERATIONS, SIZE, ARGUMENTS };
    if (argc != ARGUMENTS || argv[PASSWORD].type != tp_bytes || argv[SALT].type != tp_bytes
        || argv[ITERATIONS].type != tp_int || argv[SIZE].type != tp_int)
        return TypeError("pbkdf2() takes a name, two bytes and two ints");
    const int kind = kind_of(&argv[NAME]);
    const int64_t size = argv[SIZE]._i64;
    if (kind < 0 || hash_kinds[kind].digest_size == 0)
        return ValueError("unsupported hash type");
    if (size < 1 || size > DIGEST_MOST)
        return overflow_error("key length is too great.");
    int password_size, salt_size;
    const unsigned char *const password = py_tobytes(&argv[PASSWORD], &password_size);
    c11_sv salt = { (const char *)py_tobytes(&argv[SALT], &salt_size), 0 };
    salt.size = salt_size;
    keyed k;
    if (!charge((size_t)password_size))
        return false;
    key_begin(&k, (uint32_t)kind, password, (size_t)password_size);
    unsigned char *const key = py_newbytes(py_retval(), (int)size);
    const py_TValue made = *py_retval();
    for (int64_t at = 0; at < size; at += k.digest_size) {
        unsigned char piece[HASH_DIGEST_MOST];
        if (!derive(&k, salt, (uint32_t)(at / k.digest_size + 1), argv[ITERATIONS]._i64, piece))
            return false;
        const int64_t left = size - at;
        memcpy(key + at, piece, left < k.digest_size ? (size_t)left : k.digest_size);
    }
    *py_retval() = made;
    return true;
}

bool hashes_install(void)
{
    const py_GlobalRef module = py_newmodule("_hashes");
    py_bindfunc(module, "begin", module_begin);
    py_bindfunc(module, "update", module_update);
    py_bindfunc(module, "end", module_end);
    py_bindfunc(module, "sizes", module_sizes);
    py_bindfunc(module, "blake2_begin", module_blake2_begin);
    py_bindfunc(module, "blake2_update", module_blake2_update);
    py_bindfunc(module, "blake2_end", module_blake2_end);
    py_bindfunc(module, "pbkdf2", module_pbkdf2);
    return true;
}
