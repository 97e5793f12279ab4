/* emit_constants.c -- the constants and names of a code object: each one once.
 *
 * Constants are equal here if nothing can tell them apart: 0.0 and -0.0 differ, 1 and True too.
 */
#include "compiler/emit_constants.h"

#include <string.h>

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
static uint32_t hash_of(const void *data, int size)
{
    const unsigned char *const bytes = data;
    uint32_t hash = 0x811c9dc5u;
    for (int i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x01000193u;
    return hash;
}

/* Of a constant that is not made of others. */
static uint32_t hash_of_simple(const py_TValue *value)
{
    int size;
    switch (value->type) {
    case tp_str: {
        const char *text = py_tostrn((py_Ref)value, &size);
        return hash_of(text, size);
    }
    case tp_bytes: {
        const unsigned char *data = py_tobytes((py_Ref)value, &size);
        return hash_of(data, size) + 1;
    }
    case tp_NoneType: return 0;
    case tp_bool: return value->_bool;
    default: return hash_of(&value->_i64, sizeof value->_i64);
    }
}

static uint32_t hash_of_value(const py_TValue *value)
{
    if (value->type != tp_tuple)
        return hash_of_simple(value);
    const int count = py_tuple_len((py_Ref)value);
    uint32_t hash = (uint32_t)count;
    for (int i = 0; i < count; i++)
        hash = hash * 31 + hash_of_simple(py_tuple_getitem((py_Ref)value, i));
    return hash;
}

static bool same_simple(const py_TValue *a, const py_TValue *b)
{
    int size_a, size_b;
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case tp_str: {
        const char *text_a = py_tostrn((py_Ref)a, &size_a);
        const char *text_b = py_tostrn((py_Ref)b, &size_b);
        return size_a == size_b && memcmp(text_a, text_b, (size_t)size_a) == 0;
    }
    case tp_bytes: {
        const unsigned char *data_a = py_tobytes((py_Ref)a, &size_a);
        const unsigned char *data_b = py_tobytes((py_Ref)b, &size_b);
        return size_a == size_b && memcmp(data_a, data_b, (size_t)size_a) == 0;
    }
    case tp_NoneType: return true;
    case tp_bool: return a->_bool == b->_bool;
    default: return a->is_ptr == b->is_ptr && a->_i64 == b->_i64;
    }
}

static bool same_value(const py_TValue *a, const py_TValue *b)
{
    if (a->type != tp_tuple || b->type != tp_tuple)
        return same_simple(a, b);
    const int count = py_tuple_len((py_Ref)a);
    if (py_tuple_len((py_Ref)b) != count)
        return false;
    for (int i = 0; i < count; i++)
        if (!same_simple(py_tuple_getitem((py_Ref)a, i), py_tuple_getitem((py_Ref)b, i)))
            return false;
    return true;
}

static uint32_t hash_at(const emitter *e, const index_table *table, uint32_t index)
{
    return table == &e->names ? hash_of(&e->name_keys[index], sizeof(identifier))
                              : hash_of_value(c11__at(py_TValue, &e->code->consts, index));
}

/* Makes room for one more. */
static void grow(emitter *e, index_table *table)
{
    if (table->count * 2 < table->capacity)
        return;
    const int capacity = table->capacity > 0 ? table->capacity * 2 : 16;
    uint32_t *const places = arena_take(e->arena, (size_t)capacity * sizeof *places);
    const uint32_t mask = (uint32_t)capacity - 1;
    for (int i = 0; i < table->capacity; i++) {
        if (table->places[i] == 0)
            continue;
        uint32_t at = hash_at(e, table, table->places[i] - 1) & mask;
        while (places[at] != 0)
            at = (at + 1) & mask;
        places[at] = table->places[i];
    }
    table->places = places;
    table->capacity = capacity;
}

/* The place of a value like this in the table: one that is empty, if there is none. */
static uint32_t *place_of(emitter *e, const py_TValue *value)
{
    index_table *const table = &e->constants;
    grow(e, table);
    const uint32_t mask = (uint32_t)table->capacity - 1;
    uint32_t at = hash_of_value(value) & mask;
    while (table->places[at] != 0
           && !same_value(c11__at(py_TValue, &e->code->consts, table->places[at] - 1), value))
        at = (at + 1) & mask;
    return &table->places[at];
}

int constants_index(emitter *e, const py_TValue *value)
{
    uint32_t *const place = place_of(e, value);
    if (*place != 0)
        return (int)*place - 1;
    c11_vector__push(py_TValue, &e->code->consts, *value);
    *place = (uint32_t)e->code->consts.length;
    e->constants.count++;
    return e->code->consts.length - 1;
}

py_Ref constants_begin_tuple(emitter *e, int count)
{
    py_TValue tuple;
    py_Ref items = py_newtuple(&tuple, count);
    for (int i = 0; i < count; i++)
        py_newnone(&items[i]);
    c11_vector__push(py_TValue, &e->code->consts, tuple);
    return items;
}

int constants_end_tuple(emitter *e)
{
    const py_TValue tuple = c11_vector__back(py_TValue, &e->code->consts);
    uint32_t *const place = place_of(e, &tuple);
    if (*place != 0) {
        c11_vector__pop(&e->code->consts);
        return (int)*place - 1;
    }
    *place = (uint32_t)e->code->consts.length;
    e->constants.count++;
    return e->code->consts.length - 1;
}

int constants_index_of_text(emitter *e, const char *data, int size)
{
    py_TValue value;
    py_newstrv(&value, (c11_sv){ data, size });
    return constants_index(e, &value);
}

int constants_index_of_operation(emitter *e, enum operation operation, int first, int second)
{
    char text[OPERATION_SIZE] = { OPERATION_MARK, (char)operation };
    for (int i = 0; i < 4; i++) {
        text[2 + i] = (char)((uint32_t)first >> 8 * i);
        text[6 + i] = (char)((uint32_t)second >> 8 * i);
    }
    return constants_index_of_text(e, text, sizeof text);
}

int constants_index_of_name(emitter *e, identifier name)
{
    index_table *const table = &e->names;
    grow(e, table);
    const uint32_t mask = (uint32_t)table->capacity - 1;
    uint32_t at = hash_of(&name, sizeof name) & mask;
    for (; table->places[at] != 0; at = (at + 1) & mask)
        if (e->name_keys[table->places[at] - 1] == name)
            return (int)table->places[at] - 1;
    arena_grow(e->arena, (void **)&e->name_keys, e->code->names.length, &e->name_capacity,
               sizeof *e->name_keys);
    e->name_keys[e->code->names.length] = name;
    const py_Name interned = py_name(name);
    c11_vector__push(py_Name, &e->code->names, interned);
    table->places[at] = (uint32_t)e->code->names.length;
    table->count++;
    return e->code->names.length - 1;
}
