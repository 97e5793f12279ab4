/* parse_blocks.c -- the statements of a block. */
#include "compiler/parse_blocks.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_rules.h"
#include "compiler/parse_simple_statements.h"

bool parse_statements(parser *p, node_list *list)
{
    const int base = p->stack_count;
    do {
        if (!p->rules->statement(p)) {
            p->stack_count = base;
            return false;
        }
    } while (!parse_at(p, TOKEN_DEDENT) && !parse_at(p, TOKEN_END));
    *list = parse_list(p, base);
    return !p->raised;
}

static bool block_here(parser *p, node_list *list)
{
    if (!parse_at(p, TOKEN_NEWLINE)) {
        const int base = p->stack_count;
        const bool found = parse_simple_statements(p);
        if (found)
            *list = parse_list(p, base);
        p->stack_count = base;
        return found;
    }
    parse_next(p);
    if (!parse_accept(p, TOKEN_INDENT)) {
        /* invalid_block: NEWLINE !INDENT */
        if (p->explaining && !p->raised) {
            p->mark--;
            parse_raise_without_block(p, NULL, 0);
        }
        return false;
    }
    return parse_statements(p, list) && parse_accept(p, TOKEN_DEDENT);
}

bool parse_block(parser *p, node_list *list)
{
    const int start = p->mark;
    node_list *known = NULL;
    if (parse_recall(p, RULE_BLOCK, &known)) {
        if (known != NULL)
            *list = *known;
        return known != NULL;
    }
    if (!parse_enter(p))
        return false;
    const bool found = block_here(p, list);
    parse_leave(p);
    if (found && p->remembered != NULL) {
        known = arena_take(p->arena, sizeof *known);
        *known = *list;
    }
    parse_remember(p, RULE_BLOCK, start, known);
    return found;
}

bool parse_colon_and_block(parser *p, node_list *list)
{
    return parse_accept(p, TOKEN_COLON) && parse_block(p, list);
}
