/* scopes.h -- what each name is, in each scope: CPython's symbol tables (its Python/symtable.c).
 *
 * A scope is a module, a class body, a function, a lambda, or a comprehension.  Names that
 * begin with two underscores are mangled in classes here, once: the tree has the mangled names
 * afterwards.
 */
#ifndef PKHOST_COMPILER_SCOPES_H
#define PKHOST_COMPILER_SCOPES_H

#include "compiler/tree.h"

#pragma GCC visibility push(hidden)

enum scope_kind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_LAMBDA, SCOPE_COMPREHENSION };

/* How code reaches a name. */
enum reach {
    REACH_NAME,   /* LOAD_NAME: a module's or class body's own names */
    REACH_GLOBAL, /* LOAD_GLOBAL: a global or builtin */
    REACH_LOCAL,  /* a slot of the frame */
    REACH_CELL,   /* a slot of the frame that holds a cell, since an inner scope uses the name */
    REACH_FREE,   /* a cell of the function, given by the scope around */
};

typedef struct symbol {
    identifier name;
    enum reach reach;
    int index; /* of a local or cell: its slot; of a free one: its place in the closure */
    bool is_parameter, is_assigned, is_used, is_annotated, is_imported, declared_global, declared_nonlocal;
    bool class_free; /* in a class body: free, but the body's own names come first */
    place first;     /* where it was met first */
} symbol;

typedef struct scope {
    enum scope_kind kind;
    node *node;
    struct scope *outer;
    identifier name;
    const char *qualified_name;
    symbol *symbols;
    int symbol_count;
    int *free; /* symbols that are free, in the order of the closure: sorted by name */
    int free_count;
    int local_count;
    bool is_generator, is_coroutine, is_async_generator;
    bool is_inlined;       /* a comprehension whose code runs in the function around it (PEP 709) */
    bool needs_class_cell; /* a class body: an inner function uses __class__ or super() */
    bool has_star_import, has_yield, has_await;
} scope;

/* The scopes of a whole tree, hung to its nodes.  False: *error. */
bool scopes_find(arena *a, node *module, syntax_error *error);
symbol *scope_symbol(scope *s, identifier name); /* NULL: none */

#pragma GCC visibility pop

#endif
