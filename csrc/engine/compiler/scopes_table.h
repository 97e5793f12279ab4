/* scopes_table.h -- scopes and the symbols in them. */
#ifndef PKHOST_COMPILER_SCOPES_TABLE_H
#define PKHOST_COMPILER_SCOPES_TABLE_H

#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* All identifiers that begin with an underscore, each text once: what mangling makes may stand in
 * the source as well. */
typedef struct underscored {
    identifier *places;
    int size, count;
} underscored;

scope *scope_new(arena *a, enum scope_kind kind, node *n, identifier name, scope *outer);
symbol *scope_symbol(const scope *s, identifier name); /* NULL: none */
symbol *scope_add(arena *a, scope *s, identifier name,
                  place p); /* the one that is there, or a new one */
/* Whether the scope itself gives the name its value. */
bool symbol_is_bound(const symbol *sym);
/* Whether it has slots, as a function has. */
bool scope_is_function(const scope *s);

/* An identifier that begins with an underscore, as the class mangles it (NULL: none), and the
 * one pointer for its text. */
identifier underscored_name(arena *a, underscored *all, identifier name, identifier class_name);

#pragma GCC visibility pop

#endif
