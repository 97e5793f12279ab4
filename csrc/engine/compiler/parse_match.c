/* parse_match.c -- the match statement. */
#include "compiler/parse_match.h"

#include "compiler/parse_blocks.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_patterns.h"

/* subject_expr: star_named_expression ',' star_named_expressions? | named_expression */
static node *subject(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *first = parse_star_named_expression(p);
    if (first == NULL || !parse_at(p, TOKEN_COMMA))
        return first != NULL && first->kind == NODE_STARRED ? NULL : first;
    parse_push(p, first);
    while (parse_accept(p, TOKEN_COMMA)) {
        if (!parse_begins_expression(parse_kind(p)) && !parse_at(p, TOKEN_STAR))
            break;
        node *more = parse_star_named_expression(p);
        if (more == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, more);
    }
    node *n = parse_node(p, NODE_TUPLE, start);
    n->list.elts = parse_list(p, base);
    return n;
}

/* guard: 'if' named_expression -- false: it is wrong */
static bool guard(parser *p, node **result)
{
    *result = NULL;
    return !parse_accept(p, KEYWORD_IF) || (*result = parse_named_expression(p)) != NULL;
}

/* invalid_case_block:
 *     | "case" patterns guard? NEWLINE
 *     | "case" patterns guard? ':' NEWLINE !INDENT */
static void explain_case(parser *p, int start)
{
    node *condition;
    parse_next(p);
    if (parse_patterns(p) == NULL || !guard(p, &condition))
        return;
    if (parse_at(p, TOKEN_NEWLINE))
        parse_raise_here(p, "expected ':'");
    else if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, "'case' statement", p->tokens[start].place.line);
}

/* case_block: invalid_case_block | "case" patterns guard? ':' block */
static node *case_block(parser *p)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_case(p, start);
        if (p->raised)
            return NULL;
        p->mark = start;
    }
    parse_next(p);
    node *pattern = parse_patterns(p), *condition;
    node_list body;
    if (pattern == NULL || !guard(p, &condition) || !parse_colon_and_block(p, &body))
        return NULL;
    node *n = parse_node(p, NODE_MATCH_CASE, start);
    n->match_case.pattern = pattern;
    n->match_case.guard = condition;
    n->match_case.body = body;
    return n;
}

/* invalid_match_stmt:
 *     | "match" subject_expr NEWLINE
 *     | "match" subject_expr ':' NEWLINE !INDENT */
static void explain_match(parser *p, int start)
{
    p->mark = start;
    parse_next(p);
    if (subject(p) == NULL)
        return;
    if (parse_at(p, TOKEN_NEWLINE))
        parse_raise_here(p, "expected ':'");
    else if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, "'match' statement", p->tokens[start].place.line);
}

/* match_stmt:
 *     | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
 *     | invalid_match_stmt */
static node *match_here(parser *p, int start)
{
    const int base = p->stack_count;
    parse_next(p);
    node *value = subject(p);
    if (value == NULL || !parse_accept(p, TOKEN_COLON) || !parse_accept(p, TOKEN_NEWLINE)
        || !parse_accept(p, TOKEN_INDENT))
        return NULL;
    while (parse_at_word(p, p->words.case_)) {
        node *n = case_block(p);
        if (n == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, n);
    }
    const node_list cases = parse_list(p, base);
    if (cases.count == 0 || !parse_accept(p, TOKEN_DEDENT))
        return NULL;
    node *n = parse_node(p, NODE_MATCH, start);
    n->match.subject = value;
    n->match.cases = cases;
    return n;
}

node *parse_match(parser *p)
{
    const int start = p->mark, second = parse_second(p);
    if (!parse_begins_expression(second) && second != TOKEN_STAR)
        return NULL;
    node *n = match_here(p, start);
    if (n == NULL && p->explaining && !p->raised)
        explain_match(p, start);
    return n;
}
