/* hashes_module.c -- the module _hashes: what csrc/library/python/hashlib.py is made of.
 *
 *     begin(name)           a state, which is bytes; None if there is no such hash
 *     update(state, data)   the state after so many bytes more
 *     end(state, size)      the digest
 *     sizes(name)           of a block, and of a digest
 */
#include "base/current.h"
#include "memory/region.h"
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

bool hashes_install(void)
{
    const py_GlobalRef module = py_newmodule("_hashes");
    py_bindfunc(module, "begin", module_begin);
    py_bindfunc(module, "update", module_update);
    py_bindfunc(module, "end", module_end);
    py_bindfunc(module, "sizes", module_sizes);
    return true;
}
