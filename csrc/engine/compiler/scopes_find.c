/* scopes_find.c -- where each name lies: from the scopes outside in, then the slots.
 *
 * A name that a scope does not bind is looked for in the functions around it, past classes.  If
 * one binds it, it is a cell there, and free in every scope from there to here.
 */
#include "compiler/scopes_find.h"

#include "compiler/scopes_collect.h"
#include "compiler/scopes_table.h"

#include <stdio.h>
#include <string.h>

scope *scope_of_name(scope *s, identifier name)
{
    while (s->is_inlined) {
        const symbol *const sym = scope_symbol(s, name);
        if (sym != NULL && symbol_is_bound(sym))
            break;
        s = s->outer;
    }
    return s;
}

/* ------------------------------------------------------------------ reach */

static symbol *resolve(arena *a, scope *s, identifier name, place p);

/* The function around `s` (or the class, for __class__) that binds the name; NULL: it is global. */
static scope *owner_of(scope *s, identifier name)
{
    for (scope *o = s->outer; o != NULL && o->kind != SCOPE_MODULE; o = o->outer) {
        if (o->kind == SCOPE_CLASS) {
            if (strcmp(name, "__class__") == 0)
                return o;
            continue;
        }
        const symbol *const sym = scope_symbol(o, name);
        if (sym != NULL && sym->declared_global)
            return NULL;
        if (sym != NULL && symbol_is_bound(sym))
            return o;
    }
    return NULL;
}

static void make_free(arena *a, scope *s, identifier name, place p)
{
    symbol *const sym = scope_add(a, s, name, p);
    if (sym->free_place >= 0)
        return;
    sym->free_place = s->free_count++; /* its place is found when all are known */
    if (s->kind == SCOPE_CLASS && symbol_is_bound(sym))
        return; /* the body's own name is another */
    sym->reach = s->kind == SCOPE_CLASS && !sym->declared_nonlocal ? REACH_CLASS_FREE : REACH_FREE;
}

static void make_cell(arena *a, scope *owner, identifier name, place p)
{
    symbol *const sym = scope_add(a, owner, name, p);
    sym->is_read = true;
    if (owner->kind == SCOPE_CLASS) {
        owner->needs_class_cell = true;
        return;
    }
    sym->reach = REACH_CELL;
}

static symbol *resolve(arena *a, scope *s, identifier name, place p)
{
    symbol *sym = scope_add(a, s, name, p);
    if (sym->reach != REACH_UNKNOWN)
        return sym;
    if (sym->declared_global) {
        sym->reach = REACH_GLOBAL;
        return sym;
    }
    if (symbol_is_bound(sym) || s->kind == SCOPE_MODULE) {
        sym->reach = scope_is_function(s) ? REACH_LOCAL : REACH_NAME;
        return sym;
    }
    if (s->is_inlined) {
        symbol *const outer = resolve(a, s->outer, name, p);
        const enum reach reach = outer->reach;
        outer->is_read = true;
        sym = scope_symbol(s, name);
        sym->reach = reach;
        return sym;
    }
    scope *const owner = owner_of(s, name);
    if (owner == NULL) {
        sym->reach = s->kind == SCOPE_CLASS ? REACH_NAME : REACH_GLOBAL;
        return sym;
    }
    make_cell(a, owner, name, p);
    for (scope *between = s; between != owner; between = between->outer)
        if (!between->is_inlined)
            make_free(a, between, name, p);
    return scope_symbol(s, name);
}

static bool resolve_all(arena *a, scope *s, syntax_error *error)
{
    for (int i = 0; i < s->symbol_count; i++) {
        const symbol sym = s->symbols[i];
        if (sym.declared_nonlocal && !s->is_inlined && (owner_of(s, sym.name) == NULL)) {
            *error = (syntax_error){ .kind = SYNTAX_ERROR, .place = sym.declared };
            snprintf(error->message, sizeof error->message, "no binding for nonlocal '%s' found",
                     sym.name);
            return false;
        }
        resolve(a, s, sym.name, sym.first);
    }
    for (scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        if (!resolve_all(a, inner, error))
            return false;
    return true;
}

/* ------------------------------------------------------------------ closures */

/* By insertion: a function has few. */
static void sort_by_name(const scope *s, int *symbols, int count)
{
    for (int i = 1; i < count; i++) {
        const int moved = symbols[i];
        int at = i;
        for (; at > 0 && strcmp(s->symbols[symbols[at - 1]].name, s->symbols[moved].name) > 0; at--)
            symbols[at] = symbols[at - 1];
        symbols[at] = moved;
    }
}

static void order_free(arena *a, scope *s)
{
    if (s->free_count == 0)
        return;
    s->free = arena_take(a, (size_t)s->free_count * sizeof *s->free);
    for (int i = 0; i < s->symbol_count; i++)
        if (s->symbols[i].free_place >= 0)
            s->free[s->symbols[i].free_place] = i;
    sort_by_name(s, s->free, s->free_count);
    for (int i = 0; i < s->free_count; i++)
        s->symbols[s->free[i]].free_place = i;
}

/* ------------------------------------------------------------------ slots */

static bool has_slot(const symbol *sym)
{
    return symbol_is_bound(sym) && (sym->reach == REACH_LOCAL || sym->reach == REACH_CELL);
}

/* How many variables a function and the comprehensions inlined in it have. */
static int count_variables(const scope *s)
{
    int count = 0;
    for (int i = 0; i < s->symbol_count; i++)
        count += has_slot(&s->symbols[i]);
    for (const scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        if (inner->is_inlined)
            count += count_variables(inner);
    return count;
}

static void give_slot(scope *function, symbol *sym, bool hidden)
{
    sym->slot = function->slot_count;
    function->hidden[function->slot_count] = hidden;
    function->slots[function->slot_count++] = sym->name;
}

/* Parameters first, in their order; then cells, which have to have a slot; then others. */
static void give_slots(scope *function, scope *s, int pass, int room)
{
    for (int i = 0; i < s->symbol_count; i++) {
        symbol *const sym = &s->symbols[i];
        if (!has_slot(sym) || sym->slot >= 0)
            continue;
        const int wanted = sym->is_parameter ? 0 : sym->reach == REACH_CELL ? 1 : 2;
        if (wanted != pass)
            continue;
        if (pass < 2 || function->slot_count < room) {
            give_slot(function, sym, s != function);
        } else {
            sym->slot = SLOT_MOST + function->more_count;
            function->more[function->more_count++] = sym->name;
        }
    }
    for (scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        if (inner->is_inlined)
            give_slots(function, inner, pass, room);
}

static bool lay_out(arena *a, scope *s, syntax_error *error)
{
    order_free(a, s);
    if (scope_is_function(s) && !s->is_inlined) {
        const int count = count_variables(s);
        s->slots = arena_take(a, (size_t)(count + 1) * sizeof *s->slots);
        s->hidden = arena_take(a, (size_t)(count + 1) * sizeof *s->hidden);
        s->more = arena_take(a, (size_t)(count + 1) * sizeof *s->more);
        const int room = count > SLOT_MOST ? SLOT_MOST - 1 : SLOT_MOST;
        for (int pass = 0; pass < 3; pass++)
            give_slots(s, s, pass, room);
        if (s->slot_count > (s->more_count > 0 ? SLOT_MOST - 1 : SLOT_MOST)) {
            *error = (syntax_error){ .kind = SYNTAX_ERROR, .place = s->node->place };
            snprintf(error->message, sizeof error->message,
                     "%s() has more than %d parameters and variables that inner functions use",
                     s->name, SLOT_MOST - 1);
            return false;
        }
        if (s->more_count > 0) {
            s->more_slot = s->slot_count;
            s->hidden[s->slot_count] = true;
            s->slots[s->slot_count++] = "";
        }
    }
    for (scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        if (!lay_out(a, inner, error))
            return false;
    return true;
}

bool scopes_find(arena *a, node *module, syntax_error *error)
{
    scope *const s = scopes_collect(a, module, error);
    return s != NULL && resolve_all(a, s, error) && lay_out(a, s, error);
}
