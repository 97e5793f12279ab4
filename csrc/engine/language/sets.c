/* sets.c -- the table of sets. */
#include "language/sets.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "stop/steps.h"

#include <string.h>

enum { SMALLEST = 8, LINEAR_PROBES = 9, PERTURB_SHIFT = 5, TAKEN_AWAY = 1, LARGE = 50000 };
/* So many places at most: a tuple's size is an int. */
enum { PLACES_MOST = 1 << 25 };

static const int64_t NO_HASH = -1; /* of a place that was emptied */

static set_data *data_of(const py_TValue *set) { return py_touserdata((py_Ref)set); }
static py_TValue *keys_of(const set_data *s) { return py_tuple_data((py_Ref)&s->keys); }
static int64_t *hashes_of(const set_data *s)
{
    int size;
    return (int64_t *)(void *)py_tobytes((py_Ref)&s->hashes, &size);
}

static bool is_free(const py_TValue *key) { return key->type == tp_nil; }
static bool was_never_used(const py_TValue *key) { return key->type == tp_nil && key->extra == 0; }

bool set_is_frozen(const py_TValue *value)
{
    return value->type == pkhost_here->types.frozenset
           || (value->is_ptr && py_issubclass(value->type, pkhost_here->types.frozenset));
}

bool set_is(const py_TValue *value)
{
    return value->type == pkhost_here->types.set || set_is_frozen(value)
           || (value->is_ptr && py_issubclass(value->type, pkhost_here->types.set));
}

/* ------------------------------------------------------------------------------ tables */

/* An empty table in the place of what there was. */
static bool make_table(set_data *s, uint32_t places)
{
    if (places > PLACES_MOST)
        return py_exception(tp_RuntimeError, "a set is too large");
    py_TValue keys, hashes;
    py_TValue *const items = py_newtuple(&keys, (int)places);
    memset(items, 0, places * sizeof *items);
    memset(py_newbytes(&hashes, (int)(places * sizeof(int64_t))), 0, places * sizeof(int64_t));
    s->keys = keys;
    s->hashes = hashes;
    s->mask = places - 1;
    s->fill = s->used = 0;
    s->changes++;
    return true;
}

/* A key that is not there, where nothing was taken away. */
static void insert_clean(set_data *s, const py_TValue *key, int64_t hash)
{
    py_TValue *const keys = keys_of(s);
    const uint64_t mask = s->mask;
    uint64_t perturb = (uint64_t)hash, i = (uint64_t)hash & mask;
    for (;;) {
        const uint64_t last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
        for (uint64_t at = i; at <= last; at++)
            if (is_free(&keys[at])) {
                keys[at] = *key;
                hashes_of(s)[at] = hash;
                s->fill++;
                s->used++;
                return;
            }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static bool resize(set_data *s, uint64_t least)
{
    uint64_t places = SMALLEST;
    while (places <= least)
        places <<= 1;
    const py_TValue old_keys = s->keys, old_hashes = s->hashes;
    const uint32_t old_mask = s->mask;
    if (!make_table(s, places > PLACES_MOST ? PLACES_MOST + 1 : (uint32_t)places))
        return false;
    const set_data before = { .keys = old_keys, .hashes = old_hashes };
    const py_TValue *const keys = keys_of(&before);
    const int64_t *const hashes = hashes_of(&before);
    for (uint32_t i = 0; i <= old_mask; i++)
        if (!is_free(&keys[i]))
            insert_clean(s, &keys[i], hashes[i]);
    return true;
}

bool set_new_of(py_OutRef out, py_Type type)
{
    const bool is_plain = type == pkhost_here->types.set || type == pkhost_here->types.frozenset;
    py_TValue made;
    set_data *const s = py_newobject(&made, type, is_plain ? 0 : -1, sizeof *s);
    memset(s, 0, sizeof *s);
    *out = made;
    return make_table(s, SMALLEST);
}

bool set_new(py_OutRef out) { return set_new_of(out, pkhost_here->types.set); }

/* ----------------------------------------------------------------------------- look-up */

enum found { ERROR = -1, ABSENT, PRESENT };

/* Where a key is, or could be put. */
static enum found look_up(py_Ref set, py_Ref key, int64_t hash, uint32_t *place)
{
again:;
    set_data *const s = data_of(set);
    const py_TValue table = s->keys;
    const py_TValue *const keys = keys_of(s);
    const int64_t *const hashes = hashes_of(s);
    const uint32_t changes = s->changes;
    const uint64_t mask = s->mask;
    uint64_t perturb = (uint64_t)hash, i = (uint64_t)hash & mask;
    for (;;) {
        const uint64_t last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
        for (uint64_t at = i; at <= last; at++) {
            *place = (uint32_t)at;
            if (was_never_used(&keys[at]))
                return ABSENT;
            if (hashes[at] != hash || is_free(&keys[at]))
                continue;
            if (py_isidentical((py_Ref)&keys[at], key))
                return PRESENT;
            py_TValue there = keys[at];
            /* It may change the table, which stays until the next bytecode. */
            const int equal = py_equal(&there, key);
            if (equal < 0)
                return ERROR;
            const set_data *const now = data_of(set);
            if (now->changes != changes || now->keys._obj != table._obj)
                goto again;
            if (equal)
                return PRESENT;
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static bool add_hashed(py_Ref set, py_Ref item, int64_t hash)
{
    uint32_t place;
    const enum found found = look_up(set, item, hash, &place);
    if (found != ABSENT)
        return found == PRESENT;
    set_data *const s = data_of(set);
    keys_of(s)[place] = *item;
    hashes_of(s)[place] = hash;
    s->fill++;
    s->used++;
    s->changes++;
    if ((uint64_t)s->fill * 5 < (uint64_t)s->mask * 3)
        return true;
    return resize(s, s->used > LARGE ? (uint64_t)s->used * 2 : (uint64_t)s->used * 4);
}

bool set_add(py_Ref set, py_Ref item)
{
    int64_t hash;
    return py_hash(box_hashed(item), &hash) && add_hashed(set, item, hash);
}

/* A set is looked for by the hash that a frozenset like it has. */
static bool hash_of(py_Ref item, int64_t *hash)
{
    if (set_is(item) && !set_is_frozen(item)) {
        *hash = set_hash(item);
        return true;
    }
    return py_hash(box_hashed(item), hash);
}

int set_contains(py_Ref set, py_Ref item)
{
    int64_t hash;
    uint32_t place;
    if (!hash_of(item, &hash))
        return ERROR;
    return look_up(set, item, hash, &place);
}

static void take_away(set_data *s, uint32_t place)
{
    py_TValue *const key = &keys_of(s)[place];
    memset(key, 0, sizeof *key);
    key->extra = TAKEN_AWAY;
    hashes_of(s)[place] = NO_HASH;
    s->used--;
    s->changes++;
}

int set_discard(py_Ref set, py_Ref item)
{
    int64_t hash;
    uint32_t place;
    if (!hash_of(item, &hash))
        return ERROR;
    const enum found found = look_up(set, item, hash, &place);
    if (found == PRESENT)
        take_away(data_of(set), place);
    return found;
}

void set_clear(py_Ref set) { make_table(data_of(set), SMALLEST); }

bool set_pop(py_Ref set, py_OutRef out)
{
    set_data *const s = data_of(set);
    if (s->used == 0)
        return false;
    uint32_t place = s->finger & s->mask;
    while (is_free(&keys_of(s)[place]))
        place = place == s->mask ? 0 : place + 1;
    *out = keys_of(s)[place];
    take_away(s, place);
    s->finger = place + 1;
    return true;
}

uint32_t set_size(const py_TValue *set) { return data_of(set)->used; }

py_TValue *set_next(const py_TValue *set, uint32_t *position)
{
    const set_data *const s = data_of(set);
    while (*position <= s->mask) {
        py_TValue *const key = &keys_of(s)[(*position)++];
        if (!is_free(key))
            return key;
    }
    return NULL;
}

/* ------------------------------------------------------------------------------- update */

static bool merge(py_Ref set, py_Ref other)
{
    set_data *const s = data_of(set), *const o = data_of(other);
    if (s == o || o->used == 0)
        return true;
    if (((uint64_t)s->fill + o->used) * 5 >= (uint64_t)s->mask * 3
        && !resize(s, ((uint64_t)s->used + o->used) * 2))
        return false;
    if (s->fill == 0 && s->mask == o->mask && o->fill == o->used) {
        const size_t places = (size_t)o->mask + 1;
        memcpy(keys_of(s), keys_of(o), places * sizeof(py_TValue));
        memcpy(hashes_of(s), hashes_of(o), places * sizeof(int64_t));
        s->fill = s->used = o->used;
        s->changes++;
        return true;
    }
    if (s->fill == 0) {
        s->changes++;
        for (uint32_t i = 0; i <= o->mask; i++)
            if (!is_free(&keys_of(o)[i]))
                insert_clean(s, &keys_of(o)[i], hashes_of(o)[i]);
        return true;
    }
    for (uint32_t i = 0; i <= data_of(other)->mask; i++) {
        py_TValue key = keys_of(data_of(other))[i];
        if (!is_free(&key) && !add_hashed(set, &key, hashes_of(data_of(other))[i]))
            return false;
    }
    return true;
}

bool set_update(py_Ref set, py_Ref iterable)
{
    if (set_is(iterable))
        return merge(set, iterable);
    if (iterable->type == tp_dict) {
        set_data *const s = data_of(set);
        const uint64_t more = (uint64_t)py_dict_len(iterable);
        if ((s->fill + more) * 5 >= (uint64_t)s->mask * 3 && !resize(s, (s->used + more) * 2))
            return false;
    }
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!py_iter(iterable))
        return false;
    py_push(py_retval());
    py_newnil(py_pushtmp());
    int got;
    while ((got = py_next(base)) > 0) {
        base[1] = *py_retval();
        if (!step_take(pkhost_here) || !set_add(set, &base[1])) {
            got = -1;
            break;
        }
        vm->stack.sp = base + 2;
    }
    vm->stack.sp = base;
    return got == 0;
}

/* -------------------------------------------------------------------------------- hash */

static uint64_t shuffled(uint64_t hash)
{
    return ((hash ^ 89869747u) ^ (hash << 16)) * 3644798167u;
}

int64_t set_hash(py_Ref set)
{
    set_data *const s = data_of(set);
    uint64_t hash = 0;
    if (s->is_hashed && set_is_frozen(set))
        return s->hash;
    for (uint32_t i = 0; i <= s->mask; i++)
        if (!is_free(&keys_of(s)[i]))
            hash ^= shuffled((uint64_t)hashes_of(s)[i]);
    hash ^= ((uint64_t)s->used + 1) * 1927868237u;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069u + 907133923u;
    if (hash == UINT64_MAX)
        hash = 590923713u;
    s->is_hashed = true;
    s->hash = (int64_t)hash;
    return s->hash;
}
