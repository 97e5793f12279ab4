/* name_dict.h -- looking a name up in a NameDict of PocketPy's, in place.
 *
 * Every attribute, method, global and operator begins with that, and PocketPy's own is two calls
 * through the dynamic linker: of NameDict__try_get(), and in there of the function that mixes the
 * name's address.
 */
#ifndef PKHOST_BASE_NAME_DICT_H
#define PKHOST_BASE_NAME_DICT_H

#include "base/pocketpy.h"

/* Where PocketPy begins to look for a name, before the dict's mask: Thomas Wang's mix of 32 bits,
 * as its NameDict__set() has it (interpose/assumptions.c tries whether it still is). */
static inline uint32_t name_mixed(py_Name name)
{
    uint32_t mixed = (uint32_t)(uintptr_t)name;
    mixed = ~mixed + (mixed << 15);
    mixed ^= mixed >> 12;
    mixed += mixed << 2;
    mixed ^= mixed >> 4;
    mixed *= 2057;
    return mixed ^ mixed >> 16;
}

/* `mixed` is name_mixed(name); NULL: it has no such name. */
static inline py_TValue *name_dict_find_mixed(const NameDict *dict, py_Name name, uint32_t mixed)
{
    for (uintptr_t at = mixed & dict->mask;; at = (at + 1) & dict->mask) {
        NameDict_KV *const entry = &dict->items[at];
        if (entry->key == name)
            return &entry->value;
        if (entry->key == NULL)
            return NULL;
    }
}

static inline py_TValue *name_dict_find(const NameDict *dict, py_Name name)
{
    return name_dict_find_mixed(dict, name, name_mixed(name));
}

#endif
