/* generator.h -- from the tree to code: what the files generate_*.c have in common.
 *
 * Each of them has the rules for some kinds of nodes; generate.c, above them, knows which rule is
 * for which kind.  Rules reach each other through it, so that no file needs another that needs it.
 *
 * Each function returns false once *g->error is set.  An expression leaves one value more on the
 * stack, a statement none.
 */
#ifndef PKHOST_COMPILER_GENERATOR_H
#define PKHOST_COMPILER_GENERATOR_H

#include "compiler/emit.h"
#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* What `break`, `continue` and `return` have to leave in order: CPython's fblockinfo. */
enum block_kind {
    BLOCK_LOOP,          /* values of its own above `depth`: an iterator or none */
    BLOCK_TRY,           /* a range of BEGIN_TRY, or its handler: one END_TRY leaves either */
    BLOCK_STAR_HANDLER,  /* the same, in an except*: which nothing may leave */
    BLOCK_FINALLY,       /* such a range, and then node->try_.finalbody is to be done */
    BLOCK_NAMED_HANDLER, /* such a range, and then the name of the handler is to be deleted */
    BLOCK_WITH, /* such a range, and then __exit__ is to be called, which lies at `depth` */
    BLOCK_ASYNC_WITH,
};

typedef struct block {
    enum block_kind kind;
    struct block *outer;
    label start, end; /* of loops: where continue and break go */
    node *node;
    int depth; /* of the value stack, outside of it */
} block;

typedef struct generator generator;

typedef struct generate_rules {
    bool (*expression)(generator *g, node *n);
    bool (*body)(generator *g, node_list body);
} generate_rules;

/* The generation of one scope's code. */
struct generator {
    arena *arena;
    SourceData_ source;
    emitter *emitter;
    scope *scope; /* of what is generated now: the function's, or a comprehension's inlined in it */
    block *blocks; /* the innermost */
    int block_count;
    const generate_rules *rules;
    syntax_error *error;
    bool future_annotations, interactive;
    bool finalizes;     /* the source speaks of __del__: language/finalization.c */
    bool returns_value; /* a return of this code has one */
    place last_future;  /* of the imports of __future__ that stand where they may */
    int depth;          /* of the recursion */
};

static inline bool generate_expression(generator *g, node *n) { return g->rules->expression(g, n); }
static inline bool generate_body(generator *g, node_list body) { return g->rules->body(g, body); }

bool generate_error(generator *g, place p, const char *format, ...); /* false */
/* Enters a block: false if there are too many. */
bool generate_enter(generator *g, block *b, enum block_kind kind, node *n);
void generate_leave(generator *g);

#pragma GCC visibility pop

#endif
