/* instances.c -- the attributes that an object itself has. */
#include "language/instances.h"

#include "base/attribute_place.h"
#include "base/current.h"
#include "interpose/classes.h"
#include "memory/region.h"

#include <stdlib.h>

/* Under this name is the dict of an instance that has one.  It is not in the table of names, so
 * none that a script makes is the same. */
static struct name own_dict_name = { .size = 8, .text = "__dict__" };
#define OWN_DICT ((py_Name) & own_dict_name)

/* --------------------------------------------------------------------------- order */

static int compare_places(const void *a, const void *b)
{
    const NameDict_KV *const *const left = a, *const *const right = b;
    return *attribute_place(&(*left)->value) - *attribute_place(&(*right)->value);
}

/* Stable. */
static void sort_by_counting(const NameDict_KV **all, int count)
{
    int starts[ATTRIBUTE_PLACE_LAST + 2] = { 0 };
    const NameDict_KV **const sorted = pkhost_libc_malloc((size_t)count * sizeof *sorted);
    for (int i = 0; i < count; i++)
        starts[*attribute_place(&all[i]->value) + 1]++;
    for (int i = 0; i <= ATTRIBUTE_PLACE_LAST; i++)
        starts[i + 1] += starts[i];
    for (int i = 0; i < count; i++)
        sorted[starts[*attribute_place(&all[i]->value)]++] = all[i];
    memcpy(all, sorted, (size_t)count * sizeof *all);
    pkhost_libc_free(sorted);
}

int instance_entries(const NameDict *names, const NameDict_KV ***entries)
{
    const NameDict_KV **const all =
        pkhost_libc_malloc(((size_t)names->length + 1) * sizeof(NameDict_KV *));
    int count = 0;
    for (int i = 0; i < names->capacity && count < names->length; i++)
        if (names->items[i].key != NULL)
            all[count++] = &names->items[i];
    /* Insertion sort, as most have few; or by counting, since places are bytes.  (The C library's
     * qsort() asks the system how much memory there is, which a worker may not.) */
    if (count > 16) {
        sort_by_counting(all, count);
    } else {
        for (int i = 1; i < count; i++) {
            const NameDict_KV *const entry = all[i];
            int at = i;
            for (; at > 0 && compare_places(&all[at - 1], &entry) > 0; at--)
                all[at] = all[at - 1];
            all[at] = entry;
        }
    }
    *entries = all;
    return count;
}

/* ------------------------------------------------------------------ one attribute */

static py_TValue *dict_of(const PyObject *object)
{
    return name_dict_find(instance_names(object), OWN_DICT);
}

static bool has_own_dict(const PyObject *object)
{
    return instance_names(object)->load_factor == DICT_OF_ITS_OWN;
}

enum lookup instance_get_from_dict(const PyObject *object, py_Name name)
{
    py_TValue dict = *dict_of(object); /* a key's method may put another in its place */
    return (enum lookup)py_dict_getitem(&dict, py_name2ref(name));
}

void instance_replace(py_TValue *there, const py_TValue *value) { attribute_replace(there, value); }

bool instance_set(PyObject *object, py_Name name, const py_TValue *value)
{
    NameDict *const names = instance_names(object);
    py_TValue *there = name_dict_find(names, name);
    if (LIKELY(there != NULL)) {
        instance_replace(there, value);
        return true;
    }
    if (UNLIKELY(has_own_dict(object))) {
        py_TValue dict = *dict_of(object);
        return py_dict_setitem(&dict, py_name2ref(name), (py_Ref)value);
    }
    attribute_add(names, name, value);
    return true;
}

void instance_set_slot(PyObject *object, py_Name name, const py_TValue *value)
{
    attribute_put(instance_names(object), name, value);
}

enum lookup instance_delete(PyObject *object, py_Name name)
{
    NameDict *const names = instance_names(object);
    const py_TValue *const there = name_dict_find(names, name);
    if (there == NULL) {
        if (!has_own_dict(object))
            return LOOKUP_MISSING;
        py_TValue dict = *dict_of(object);
        return (enum lookup)py_dict_delitem(&dict, py_name2ref(name));
    }
    const uint8_t place = *attribute_place(there);
    NameDict__del(names, name);
    for (int i = 0; i < names->capacity; i++) {
        uint8_t *const other = attribute_place(&names->items[i].value);
        if (names->items[i].key != NULL && *other > place)
            --*other;
    }
    return LOOKUP_FOUND;
}

/* --------------------------------------------------------------------- all of them */

static bool is_in_slots(const PyObject *object, py_Name name)
{
    const py_TValue *const in_class = object->type == tp_type || object->type == tp_module
                                          ? NULL
                                          : class_find(class_info(object->type), name);
    return in_class != NULL && in_class->type == pkhost_here->types.slot;
}

bool instance_copy(const PyObject *object)
{
    if (has_own_dict(object)) {
        py_TValue dict = *dict_of(object);
        return py_tpcall(tp_dict, 1, &dict);
    }
    const NameDict_KV **entries;
    const int count = instance_entries(instance_names(object), &entries);
    py_StackRef copy = py_pushtmp();
    py_newdict(copy);
    bool ok = true;
    for (int i = 0; i < count && ok; i++)
        if (!is_in_slots(object, entries[i]->key))
            ok = py_dict_setitem(copy, py_name2ref(entries[i]->key), (py_Ref)&entries[i]->value);
    pkhost_libc_free(entries);
    *py_retval() = *copy;
    py_pop();
    return ok;
}

bool instance_dict(PyObject *object)
{
    if (!has_own_dict(object)) {
        if (!instance_copy(object))
            return false;
        NameDict *const names = instance_names(object);
        py_TValue dict = *py_retval();
        NameDict_KV *const kept = pkhost_libc_malloc(((size_t)names->length + 1) * sizeof *kept);
        int count = 0;
        for (int i = 0; i < names->capacity; i++)
            if (names->items[i].key != NULL && is_in_slots(object, names->items[i].key))
                kept[count++] = names->items[i];
        NameDict__set(names, OWN_DICT, &dict);
        /* From here on there is room for all, so nothing can jump away. */
        NameDict__clear(names);
        names->load_factor = DICT_OF_ITS_OWN;
        NameDict__set(names, OWN_DICT, &dict);
        for (int i = 0; i < count; i++)
            NameDict__set(names, kept[i].key, &kept[i].value);
        pkhost_libc_free(kept);
        *py_retval() = dict;
    }
    *py_retval() = *dict_of(object);
    return true;
}

bool instance_set_dict(PyObject *object, const py_TValue *dict)
{
    if (!py_isinstance((py_Ref)dict, tp_dict))
        return TypeError("__dict__ must be set to a dictionary, not a '%t'", dict->type);
    if (!instance_dict(object))
        return false;
    *dict_of(object) = *dict;
    return true;
}
