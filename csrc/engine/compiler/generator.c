/* generator.c -- errors, and the blocks that statements leave. */
#include "compiler/generator.h"

#include <stdarg.h>
#include <stdio.h>

enum { BLOCKS_MOST = 20 }; /* as CPython: a finally body is compiled again for each way out */

bool generate_error(generator *g, place p, const char *format, ...)
{
    va_list arguments;
    *g->error = (syntax_error){ .kind = SYNTAX_ERROR, .place = p };
    va_start(arguments, format);
    vsnprintf(g->error->message, sizeof g->error->message, format, arguments);
    va_end(arguments);
    return false;
}

bool generate_enter(generator *g, block *b, enum block_kind kind, node *n)
{
    if (g->block_count >= BLOCKS_MOST)
        return generate_error(g, n->place, "too many statically nested blocks");
    *b = (block){ .kind = kind, .outer = g->blocks, .node = n, .depth = emit_depth(g->emitter) };
    g->blocks = b;
    g->block_count++;
    return true;
}

void generate_leave(generator *g)
{
    g->blocks = g->blocks->outer;
    g->block_count--;
}
