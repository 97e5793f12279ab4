/* generate.h -- from the tree to code: what the files generate_*.c tell each other. */
#ifndef PKHOST_COMPILER_GENERATE_H
#define PKHOST_COMPILER_GENERATE_H

#include "compiler/emit.h"
#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* A block that `break`, `continue` and `return` have to leave in order: CPython's fblockinfo. */
enum block_kind { BLOCK_LOOP, BLOCK_FOR, BLOCK_TRY, BLOCK_FINALLY, BLOCK_HANDLER, BLOCK_NAMED_HANDLER, BLOCK_WITH, BLOCK_ASYNC_WITH };
typedef struct block {
    enum block_kind kind;
    struct block *outer;
    label start, end;   /* of loops: where continue and break go */
    node *node;         /* of FINALLY, WITH: what is to be done on the way out */
    int depth;          /* of the value stack, outside of it */
} block;

/* The generation of one scope's code. */
typedef struct generator {
    arena *arena;
    SourceData_ source;
    emitter *emitter;
    scope *scope;
    block *blocks; /* the innermost */
    struct generator *outer;
    syntax_error *error; /* of the whole compilation: set once, everybody returns false */
    bool future_annotations;
    int depth; /* of the recursion, COMPILER_DEPTH at most */
} generator;

/* Each returns false once *g->error is set.  An expression leaves one value more on the stack, a
 * statement none. */
bool generate_module(arena *a, SourceData_ source, node *module, CodeObject *code, syntax_error *error);
bool generate_body(generator *g, node_list body);
bool generate_statement(generator *g, node *n);
bool generate_expression(generator *g, node *n);
bool generate_condition(generator *g, node *n, label target, bool jump_if); /* jumps if n is jump_if; else falls through */
bool generate_store(generator *g, node *target);  /* [value] -> [] */
bool generate_delete(generator *g, node *target);
bool generate_name(generator *g, identifier name, enum expression_context context, place p);
bool generate_function(generator *g, node *n);     /* FunctionDef, AsyncFunctionDef, Lambda: leaves the function */
bool generate_class(generator *g, node *n);        /* leaves the class */
bool generate_comprehension(generator *g, node *n);
bool generate_call(generator *g, node *n);
bool generate_match(generator *g, node *n);
bool generate_try(generator *g, node *n);
bool generate_with(generator *g, node *n);
bool generate_import(generator *g, node *n);
bool generate_error(generator *g, place p, const char *format, ...); /* false */

#pragma GCC visibility pop

#endif
