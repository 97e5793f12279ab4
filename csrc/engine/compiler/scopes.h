/* scopes.h -- what each name is, in each scope: CPython's symbol tables (its Python/symtable.c).
 *
 * A scope is a module, a class body, a function, a lambda, a comprehension, or the type parameters
 * of a definition.  Names that begin with two underscores are mangled in classes, once: the tree
 * has the mangled names afterwards.
 *
 * A comprehension in a function *is inlined* (CPython 3.12, PEP 709): its code runs in the function
 * around it, with slots of its own.  Others, and generator expressions, are functions of their own,
 * whose only parameter is the first iterator.
 */
#ifndef PKHOST_COMPILER_SCOPES_H
#define PKHOST_COMPILER_SCOPES_H

#include "compiler/tree.h"

#pragma GCC visibility push(hidden)

enum scope_kind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,
    SCOPE_LAMBDA,
    SCOPE_COMPREHENSION,
    SCOPE_TYPE_PARAMETERS,
};

/* How code reaches a name. */
enum reach {
    REACH_UNKNOWN,
    REACH_NAME,   /* LOAD_NAME: a module's or class body's own names */
    REACH_GLOBAL, /* LOAD_GLOBAL: a global or builtin */
    REACH_LOCAL,  /* a slot of the frame */
    REACH_CELL,   /* a slot of the frame that holds a cell, since an inner scope uses the name */
    REACH_FREE,   /* a cell of the function, given by the scope around */
    REACH_CLASS_FREE, /* in a class body: its own names first, then a cell of the function */
    REACH_CLASS_CELL, /* __class__, for the functions in a class body: the body makes the cell */
};

/* Slots of a frame that variables may have; what is beyond is in a list, in one more slot. */
enum { SLOT_MOST = 60 };

typedef struct symbol {
    identifier name;
    enum reach reach;
    int slot;       /* of LOCAL and CELL; from SLOT_MOST on: in the list, at slot - SLOT_MOST */
    int free_place; /* in the closure of the scope's function; -1: not there */
    bool is_parameter, is_assigned, is_used, is_annotated, is_imported;
    bool declared_global, declared_nonlocal;
    bool is_target;    /* of a comprehension's for */
    bool is_read;      /* by an inner scope */
    bool is_plain;     /* assigned by a statement of its own, not in a loop or with others */
    bool used_unbound; /* in a comprehension: read before anything was assigned, as it stands */
    place declared;    /* where global or nonlocal stands */
    place first;       /* where it was met first */
} symbol;

typedef struct scope {
    enum scope_kind kind;
    node *node;
    struct scope *outer, *first_inner, *last_inner, *next; /* inner scopes: in their order */
    identifier name;
    const char *qualified_name; /* "C.f.<locals>.g" */
    identifier class_name;      /* that mangles names; NULL: none */
    symbol *symbols;
    int symbol_count, symbol_capacity;
    uint32_t *table; /* of scope_symbol() */
    int table_size;
    int *free; /* symbols that are free, in the order of the closure: sorted by name */
    int free_count;
    identifier *slots; /* the names of the frame's slots, of a function that is not inlined */
    bool *hidden;      /* of slots: is it a comprehension's, so that locals() does not show it? */
    int slot_count;
    identifier *more; /* the names of variables in the list */
    int more_count, more_slot;
    int parameter_count;
    bool is_generator, is_coroutine;
    bool is_inlined;
    bool needs_class_cell; /* a class body: an inner function uses __class__ or super() */
    bool has_annotations;  /* of simple names: __annotations__ is wanted */
    bool has_star_import;
    bool pauses_protected; /* a module: a generator in it pauses in a try or with statement */
    int iterable_depth;    /* while it is walked: inside of a comprehension's iterable */
} scope;

#pragma GCC visibility pop

#endif
