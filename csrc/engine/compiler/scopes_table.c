/* scopes_table.c -- scopes and the symbols in them. */
#include "compiler/scopes_table.h"

#include <stdio.h>
#include <string.h>

static const char *qualified(arena *a, identifier name, const scope *outer)
{
    while (outer != NULL && (outer->is_inlined || outer->kind == SCOPE_TYPE_PARAMETERS))
        outer = outer->outer;
    if (outer == NULL || outer->kind == SCOPE_MODULE)
        return name;
    /* A name that the outer scope declares global is no part of it. */
    const symbol *const own = scope_symbol(outer, name);
    if (own != NULL && own->declared_global)
        return name;
    const char *const between = outer->kind == SCOPE_CLASS ? "." : ".<locals>.";
    const size_t size = strlen(outer->qualified_name) + strlen(between) + strlen(name) + 1;
    char *const text = arena_take(a, size);
    snprintf(text, size, "%s%s%s", outer->qualified_name, between, name);
    return text;
}

scope *scope_new(arena *a, enum scope_kind kind, node *n, identifier name, scope *outer)
{
    scope *const s = arena_take(a, sizeof *s);
    s->kind = kind;
    s->node = n;
    s->name = name;
    s->outer = outer;
    s->qualified_name = qualified(a, name, outer);
    s->more_slot = -1;
    if (outer == NULL)
        return s;
    s->class_name = outer->class_name;
    s->iterable_depth = outer->iterable_depth;
    if (outer->last_inner != NULL)
        outer->last_inner->next = s;
    else
        outer->first_inner = s;
    outer->last_inner = s;
    return s;
}

static uint32_t hash_of(identifier name)
{
    const uint64_t mixed = (uint64_t)(uintptr_t)name * 0x9e3779b97f4a7c15u;
    return (uint32_t)(mixed >> 32);
}

symbol *scope_symbol(const scope *s, identifier name)
{
    if (s->table_size == 0)
        return NULL;
    const uint32_t mask = (uint32_t)s->table_size - 1;
    for (uint32_t at = hash_of(name) & mask; s->table[at] != 0; at = (at + 1) & mask)
        if (s->symbols[s->table[at] - 1].name == name)
            return &s->symbols[s->table[at] - 1];
    return NULL;
}

static void put(scope *s, int index)
{
    const uint32_t mask = (uint32_t)s->table_size - 1;
    uint32_t at = hash_of(s->symbols[index].name) & mask;
    while (s->table[at] != 0)
        at = (at + 1) & mask;
    s->table[at] = (uint32_t)index + 1;
}

symbol *scope_add(arena *a, scope *s, identifier name, place p)
{
    symbol *const there = scope_symbol(s, name);
    if (there != NULL)
        return there;
    arena_grow(a, (void **)&s->symbols, s->symbol_count, &s->symbol_capacity, sizeof *s->symbols);
    s->symbols[s->symbol_count] =
        (symbol){ .name = name, .first = p, .slot = -1, .free_place = -1 };
    s->symbol_count++;
    if (s->symbol_count * 2 > s->table_size) {
        s->table_size = s->table_size > 0 ? s->table_size * 2 : 8;
        s->table = arena_take(a, (size_t)s->table_size * sizeof *s->table);
        for (int i = 0; i < s->symbol_count; i++)
            put(s, i);
    } else {
        put(s, s->symbol_count - 1);
    }
    return &s->symbols[s->symbol_count - 1];
}

bool symbol_is_bound(const symbol *sym)
{
    return (sym->is_assigned || sym->is_parameter || sym->is_imported || sym->is_target
            || sym->is_annotated)
           && !sym->declared_global && !sym->declared_nonlocal;
}

bool scope_is_function(const scope *s) { return s->kind != SCOPE_MODULE && s->kind != SCOPE_CLASS; }

static identifier mangled(arena *a, identifier name, identifier class_name)
{
    const size_t size = strlen(name);
    if (class_name == NULL || name[0] != '_' || name[1] != '_'
        || (name[size - 1] == '_' && name[size - 2] == '_') || strchr(name, '.') != NULL)
        return name;
    while (*class_name == '_')
        class_name++;
    if (*class_name == '\0')
        return name;
    const size_t result_size = 1 + strlen(class_name) + size + 1;
    char *const result = arena_take(a, result_size);
    snprintf(result, result_size, "_%s%s", class_name, name);
    return result;
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
static uint32_t hash_of_text(const char *text)
{
    uint32_t hash = 0x811c9dc5u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 0x01000193u;
    return hash;
}

static void grow(arena *a, underscored *all)
{
    const underscored old = *all;
    all->size = old.size > 0 ? old.size * 2 : 64;
    all->places = arena_take(a, (size_t)all->size * sizeof *all->places);
    for (int i = 0; i < old.size; i++) {
        if (old.places[i] == NULL)
            continue;
        uint32_t at = hash_of_text(old.places[i]) & (uint32_t)(all->size - 1);
        while (all->places[at] != NULL)
            at = (at + 1) & (uint32_t)(all->size - 1);
        all->places[at] = old.places[i];
    }
}

identifier underscored_name(arena *a, underscored *all, identifier name, identifier class_name)
{
    name = mangled(a, name, class_name);
    if (all->count * 2 >= all->size)
        grow(a, all);
    const uint32_t mask = (uint32_t)all->size - 1;
    uint32_t at = hash_of_text(name) & mask;
    for (; all->places[at] != NULL; at = (at + 1) & mask)
        if (strcmp(all->places[at], name) == 0)
            return all->places[at];
    all->places[at] = name;
    all->count++;
    return name;
}
