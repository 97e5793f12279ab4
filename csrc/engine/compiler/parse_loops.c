/* parse_loops.c -- statements that have a condition, or are repeated. */
#include "compiler/parse_loops.h"

#include "compiler/parse_blocks.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_targets.h"

/* What is wrong behind a head that was read: NEWLINE instead of ':', or no block. */
static void explain_behind_head(parser *p, const char *what, int line)
{
    if (parse_at(p, TOKEN_NEWLINE))
        parse_raise_here(p, "expected ':'");
    else if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, what, line);
}

bool parse_else(parser *p, node_list *list)
{
    *list = (node_list){ 0 };
    if (!parse_at(p, KEYWORD_ELSE))
        return true;
    const int start = p->mark;
    parse_next(p);
    if (p->explaining && parse_accept(p, TOKEN_COLON)) {
        parse_raise_without_block(p, "'else' statement", p->tokens[start].place.line);
        if (p->raised)
            return false;
        p->mark = start + 1;
    }
    return parse_force(p, TOKEN_COLON, ":") && parse_block(p, list);
}

/* invalid_if_stmt, invalid_elif_stmt, invalid_while_stmt:
 *     | KEYWORD named_expression NEWLINE
 *     | KEYWORD named_expression ':' NEWLINE !INDENT */
static void explain_condition(parser *p, const char *what)
{
    const int start = p->mark;
    parse_next(p);
    if (parse_named_expression(p) != NULL)
        explain_behind_head(p, what, p->tokens[start].place.line);
    p->mark = start;
}

/* KEYWORD named_expression ':' block */
static node *conditional(parser *p, enum node_kind kind, const char *what)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_condition(p, what);
        if (p->raised)
            return NULL;
    }
    parse_next(p);
    node *test = parse_named_expression(p);
    node_list body;
    if (test == NULL || !parse_colon_and_block(p, &body))
        return NULL;
    node *n = parse_node(p, kind, start);
    n->while_.test = test; /* of an If too: it stands in the same place */
    n->while_.body = body;
    return n;
}

/* if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
 * elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block])
 * An elif is an If in the else of the one before; a chain of them is read by a loop. */
node *parse_if(parser *p)
{
    const int start = p->mark;
    node *first = conditional(p, NODE_IF, "'if' statement"), *last = first;
    while (last != NULL && parse_at(p, KEYWORD_ELIF)) {
        node *n = conditional(p, NODE_IF, "'elif' statement");
        if (n == NULL)
            return NULL;
        last->while_.orelse = parse_list_of_one(p, n);
        last = n;
    }
    if (last == NULL || !parse_else(p, &last->while_.orelse))
        return NULL;
    /* All of them end where the last one does. */
    const node *end = parse_node(p, NODE_IF, start);
    for (node *n = first;; n = n->while_.orelse.items[0]) {
        n->place.end_line = end->place.end_line;
        n->place.end_column = end->place.end_column;
        if (n == last)
            return first;
    }
}

/* while_stmt: invalid_while_stmt | 'while' named_expression ':' block [else_block] */
node *parse_while(parser *p)
{
    const int start = p->mark;
    node *head = conditional(p, NODE_WHILE, "'while' statement");
    node_list orelse;
    if (head == NULL || !parse_else(p, &orelse))
        return NULL;
    node *n = parse_node(p, NODE_WHILE, start);
    n->while_ = head->while_;
    n->while_.orelse = orelse;
    return n;
}

/* invalid_for_stmt:
 *     | [ASYNC] 'for' star_targets 'in' star_expressions NEWLINE
 *     | [ASYNC] 'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT */
static void explain_for(parser *p)
{
    parse_accept(p, KEYWORD_ASYNC);
    const int line = parse_place(p).line;
    if (parse_accept(p, KEYWORD_FOR) && parse_star_targets(p) != NULL && parse_accept(p, KEYWORD_IN)
        && parse_star_expressions(p) != NULL)
        explain_behind_head(p, "'for' statement", line);
}

/* invalid_for_target: ASYNC? 'for' star_expressions */
static void explain_target(parser *p)
{
    parse_accept(p, KEYWORD_ASYNC);
    if (parse_accept(p, KEYWORD_FOR))
        parse_raise_invalid_target(p, parse_star_expressions(p), TARGET_OF_FOR);
}

/* for_stmt:
 *     | invalid_for_stmt
 *     | [ASYNC] 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
 *     | invalid_for_target */
node *parse_for(parser *p)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_for(p);
        if (p->raised)
            return NULL;
        p->mark = start;
    }
    const bool is_async = parse_accept(p, KEYWORD_ASYNC);
    if (!parse_accept(p, KEYWORD_FOR))
        return NULL;
    node *target = parse_star_targets(p);
    if (target == NULL || !parse_accept(p, KEYWORD_IN)) {
        if (p->explaining && !p->raised) {
            p->mark = start;
            explain_target(p);
        }
        return NULL;
    }
    node *iter = parse_star_expressions(p);
    node_list body, orelse;
    if (iter == NULL || !parse_colon_and_block(p, &body) || !parse_else(p, &orelse))
        return NULL;
    node *n = parse_node(p, is_async ? NODE_ASYNC_FOR : NODE_FOR, start);
    n->for_.target = target;
    n->for_.iter = iter;
    n->for_.body = body;
    n->for_.orelse = orelse;
    return n;
}
