/* parse_state.c -- nodes, lists, errors, and what rules found before. */
#include "compiler/parse_state.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------- errors */

void parse_raise(parser *p, enum syntax_error_kind kind, place where, const char *format, ...)
{
    if (p->raised)
        return;
    p->raised = true;
    *p->error = (syntax_error){ .kind = kind, .place = where };
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(p->error->message, sizeof p->error->message, format, arguments);
    va_end(arguments);
}

void parse_raise_tokens_error(parser *p)
{
    if (p->raised)
        return;
    if (p->source->failed) {
        p->raised = true;
        *p->error = p->source->error;
        return;
    }
    const token *open = p->source->open[p->source->open_count - 1];
    parse_raise(p, SYNTAX_ERROR, open->place, "'%c' was never closed", *open->text);
    p->error->incomplete = true;
}

/* ---------------------------------------------------------------------------- nodes */

node *parse_node(parser *p, enum node_kind kind, int start)
{
    int last = p->mark - 1;
    while (last > start && p->kinds[last] <= TOKEN_DEDENT) /* lines and indentation are no part */
        last--;
    const place first = p->tokens[start].place, end = p->tokens[last].place;
    const place where = { first.line, first.column, end.end_line, end.end_column };
    return tree_node(p->arena, kind, where);
}

node *parse_name_node(parser *p, enum expression_context context)
{
    const int start = p->mark;
    parse_next(p);
    node *n = parse_node(p, NODE_NAME, start);
    n->name.id = p->names[start];
    n->name.ctx = context;
    return n;
}

void parse_push(parser *p, node *item)
{
    arena_grow(p->arena, (void **)&p->stack, p->stack_count, &p->stack_capacity, sizeof *p->stack);
    p->stack[p->stack_count++] = item;
}

node_list parse_list(parser *p, int base)
{
    const int count = p->stack_count - base;
    node_list list = { .count = count };
    if (count > 0) {
        list.items = arena_take(p->arena, sizeof *list.items * (size_t)count);
        memcpy(list.items, p->stack + base, sizeof *list.items * (size_t)count);
    }
    p->stack_count = base;
    return list;
}

node_list parse_list_of_one(parser *p, node *item)
{
    node_list list = { .items = arena_take(p->arena, sizeof *list.items), .count = 1 };
    list.items[0] = item;
    return list;
}

/* ------------------------------------------------------------------------- explaining */

void parse_begin_to_remember(parser *p)
{
    if (p->remembered == NULL)
        p->remembered = arena_take(p->arena, (size_t)p->source->count * sizeof *p->remembered);
}

void parse_begin_to_explain(parser *p)
{
    const size_t count = (size_t)p->source->count;
    uint8_t *const levels = arena_take(p->arena, count);
    uint8_t level = 0; /* the tokenizer allows 200 */
    for (size_t i = 0; i < count; i++) {
        switch (p->kinds[i]) {
        case TOKEN_LEFT_PARENTHESIS:
        case TOKEN_LEFT_BRACKET:
        case TOKEN_LEFT_BRACE: level++; break;
        case TOKEN_RIGHT_PARENTHESIS:
        case TOKEN_RIGHT_BRACKET:
        case TOKEN_RIGHT_BRACE: level--; break;
        default: break;
        }
        levels[i] = level;
    }
    p->levels = levels;
    p->remembered = NULL;
    parse_begin_to_remember(p);
    p->explaining = true;
    p->mark = p->stack_count = p->depth = 0;
}

typedef struct remembered {
    struct remembered *next;
    enum remembered_rule rule;
    int end;
    void *result;
} remembered;

bool parse_recall_slowly(parser *p, enum remembered_rule rule, void **result)
{
    for (const remembered *r = p->remembered[p->mark]; r != NULL; r = r->next)
        if (r->rule == rule) {
            p->mark = r->end;
            *result = r->result;
            return true;
        }
    return false;
}

void parse_remember_slowly(parser *p, enum remembered_rule rule, int start, void *result)
{
    remembered *r = arena_take(p->arena, sizeof *r);
    *r = (remembered){ p->remembered[start], rule, p->mark, result };
    p->remembered[start] = r;
}
