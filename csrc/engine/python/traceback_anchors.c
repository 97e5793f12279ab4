/* traceback_anchors.c -- what traceback_anchors.h describes: by the compiler's own parser, as CPython
 * does it (its Lib/traceback.py). */
#include "python/traceback_anchors.h"

#include "compiler/arena.h"
#include "compiler/parser.h"

#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f'; }

static bool of_operation(const char *text, const node *n, int *start, int *end)
{
    const int from = n->bin_op.left->place.end_column, to = n->bin_op.right->place.column;
    int at = from;
    while (at < to && is_space(text[at]))
        at++;
    *start = at;
    *end = at + 1;
    if (at + 1 < to && !is_space(text[at + 1]))
        *end = at + 2;
    return true;
}

bool traceback_anchors(const char *text, int size, int *start, int *end)
{
    arena a = { 0 };
    syntax_error error;
    bool found = false;
    char *const copy = arena_text(&a, text, (size_t)size);
    const node *const module = parse(&a, copy, size, PARSE_EXEC, &error);
    if (module != NULL && module->module.body.count == 1
        && module->module.body.items[0]->kind == NODE_EXPR) {
        const node *const value = module->module.body.items[0]->expr.value;
        if (value->kind == NODE_BIN_OP)
            found = of_operation(copy, value, start, end);
        if (value->kind == NODE_SUBSCRIPT) {
            *start = value->subscript.value->place.end_column;
            *end = value->subscript.slice->place.end_column + 1;
            found = true;
        }
    }
    arena_free(&a);
    return found && *start >= 0 && *start <= *end && *end <= size;
}
