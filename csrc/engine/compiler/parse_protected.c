/* parse_protected.c -- with and try: statements with something to do at their end. */
#include "compiler/parse_protected.h"

#include "compiler/parse_blocks.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_loops.h"
#include "compiler/parse_targets.h"

/* ------------------------------------------------------------------------------- with */

static bool ends_item(const parser *p)
{
    return parse_at(p, TOKEN_COMMA) || parse_at(p, TOKEN_RIGHT_PARENTHESIS)
           || parse_at(p, TOKEN_COLON);
}

/* invalid_with_item, behind the 'as': expression 'as' expression &(',' | ')' | ':') */
static void explain_item(parser *p)
{
    const node *target = parse_expression(p);
    if (target != NULL && ends_item(p))
        parse_raise_invalid_target(p, target, TARGET_OF_ASSIGNMENT);
}

/* with_item:
 *     | expression 'as' star_target &(',' | ')' | ':')
 *     | invalid_with_item
 *     | expression */
static node *with_item(parser *p)
{
    const int start = p->mark;
    node *context = parse_expression(p), *target = NULL;
    if (context == NULL)
        return NULL;
    if (parse_at(p, KEYWORD_AS)) {
        const int before = p->mark;
        parse_next(p);
        target = parse_star_target(p);
        if (target == NULL || !ends_item(p)) {
            if (p->explaining && !p->raised) {
                p->mark = before + 1;
                explain_item(p);
            }
            target = NULL;
            p->mark = before;
        }
        if (p->raised)
            return NULL;
    }
    node *n = parse_node(p, NODE_WITH_ITEM, start);
    n->with_item.context_expr = context;
    n->with_item.optional_vars = target;
    return n;
}

/* ','.with_item+ -- false: not even one */
static bool with_items(parser *p, node_list *items)
{
    const int base = p->stack_count;
    for (;;) {
        const int before = p->mark;
        node *n = with_item(p);
        if (n == NULL) {
            p->mark = p->stack_count > base ? before - 1 : before; /* the comma is not read */
            break;
        }
        parse_push(p, n);
        if (!parse_at(p, TOKEN_COMMA))
            break;
        parse_next(p);
        if (parse_at(p, TOKEN_RIGHT_PARENTHESIS)) {
            p->mark--;
            break;
        }
    }
    *items = parse_list(p, base);
    return items->count > 0 && !p->raised;
}

/* '(' ','.with_item+ ','? ')' ':' -- false: the bracket is none of the statement's */
static bool parenthesized_items(parser *p, node_list *items)
{
    const int start = p->mark;
    parse_next(p);
    if (with_items(p, items)) {
        parse_accept(p, TOKEN_COMMA);
        if (parse_accept(p, TOKEN_RIGHT_PARENTHESIS) && parse_at(p, TOKEN_COLON))
            return true;
    }
    p->mark = start;
    return false;
}

/* ','.(expression ['as' star_target])+, or with brackets around it and ','.(expressions …) */
static bool skip_items(parser *p, bool with_brackets)
{
    if (with_brackets && !parse_accept(p, TOKEN_LEFT_PARENTHESIS))
        return false;
    do {
        if ((with_brackets ? parse_expressions(p) : parse_expression(p)) == NULL)
            return false;
        const int before = p->mark;
        if (parse_accept(p, KEYWORD_AS) && parse_star_target(p) == NULL)
            p->mark = before;
    } while (parse_accept(p, TOKEN_COMMA)
             && !(with_brackets && parse_at(p, TOKEN_RIGHT_PARENTHESIS)));
    return !p->raised && (!with_brackets || parse_accept(p, TOKEN_RIGHT_PARENTHESIS));
}

/* invalid_with_stmt_indent: [ASYNC] 'with' items ':' NEWLINE !INDENT
 * invalid_with_stmt: [ASYNC] 'with' items NEWLINE */
static void explain_with(parser *p, int start, bool lacks_colon)
{
    p->mark = start;
    parse_accept(p, KEYWORD_ASYNC);
    const int with = p->mark;
    for (int brackets = 0; brackets < 2 && !p->raised; brackets++) {
        p->mark = with;
        if (!parse_accept(p, KEYWORD_WITH) || !skip_items(p, brackets))
            continue;
        if (lacks_colon && parse_at(p, TOKEN_NEWLINE))
            parse_raise_here(p, "expected ':'");
        else if (!lacks_colon && parse_accept(p, TOKEN_COLON))
            parse_raise_without_block(p, "'with' statement", p->tokens[with].place.line);
    }
    p->mark = start;
}

/* with_stmt:
 *     | invalid_with_stmt_indent
 *     | [ASYNC] 'with' '(' ','.with_item+ ','? ')' ':' block
 *     | [ASYNC] 'with' ','.with_item+ ':' block
 *     | invalid_with_stmt */
node *parse_with(parser *p)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_with(p, start, false);
        if (p->raised)
            return NULL;
    }
    const bool is_async = parse_accept(p, KEYWORD_ASYNC);
    if (!parse_accept(p, KEYWORD_WITH))
        return NULL;
    node_list items, body;
    if (((parse_at(p, TOKEN_LEFT_PARENTHESIS) && parenthesized_items(p, &items))
         || (!p->raised && with_items(p, &items)))
        && parse_colon_and_block(p, &body)) {
        node *n = parse_node(p, is_async ? NODE_ASYNC_WITH : NODE_WITH, start);
        n->with.items = items;
        n->with.body = body;
        return n;
    }
    if (p->explaining && !p->raised)
        explain_with(p, start, true);
    return NULL;
}

/* -------------------------------------------------------------------------------- try */

/* expression ['as' NAME] */
static node *exception(parser *p, identifier *name)
{
    node *type = parse_expression(p);
    *name = NULL;
    if (type != NULL && parse_at(p, KEYWORD_AS)) {
        if (parse_second(p) != TOKEN_NAME)
            return type;
        parse_next(p);
        *name = p->names[p->mark];
        parse_next(p);
    }
    return type;
}

/* invalid_except_stmt_indent, invalid_except_star_stmt_indent:
 *     | 'except' ['*'] expression ['as' NAME] ':' NEWLINE !INDENT
 *     | 'except' ':' NEWLINE !INDENT */
static void explain_handler_block(parser *p, int start)
{
    identifier name;
    const bool is_star = parse_accept(p, TOKEN_STAR);
    if ((is_star || !parse_at(p, TOKEN_COLON)) && exception(p, &name) == NULL)
        return;
    if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, is_star ? "'except*' statement" : "'except' statement",
                                  p->tokens[start].place.line);
}

/* invalid_except_stmt, behind the 'except':
 *     | 'except' '*'? expression ',' expressions ['as' NAME] ':'
 *     | 'except' '*'? expression ['as' NAME] NEWLINE
 *     | 'except' NEWLINE
 *     | 'except' '*' (NEWLINE | ':') */
static void explain_handler(parser *p)
{
    identifier name;
    const bool is_star = parse_accept(p, TOKEN_STAR);
    if (is_star && (parse_at(p, TOKEN_NEWLINE) || parse_at(p, TOKEN_COLON))) {
        parse_raise_here(p, "expected one or more exception types");
        return;
    }
    if (parse_at(p, TOKEN_NEWLINE)) {
        parse_raise_here(p, "expected ':'");
        return;
    }
    const int first = p->mark;
    const node *type = parse_expression(p);
    if (type == NULL)
        return;
    if (parse_accept(p, TOKEN_COMMA)) {
        if (parse_expressions(p) == NULL)
            return;
        const int before = p->mark;
        if (parse_accept(p, KEYWORD_AS) && !parse_accept(p, TOKEN_NAME))
            p->mark = before;
        if (parse_at(p, TOKEN_COLON))
            parse_raise_from(p, type->place, "multiple exception types must be parenthesized");
        return;
    }
    p->mark = first;
    if (exception(p, &name) != NULL && parse_at(p, TOKEN_NEWLINE))
        parse_raise_here(p, "expected ':'");
}

/* except_block, except_star_block:
 *     | invalid_except_stmt_indent
 *     | 'except' ['*'] expression ['as' NAME] ':' block
 *     | 'except' ':' block
 *     | invalid_except_stmt */
static node *handler(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    if (p->explaining) {
        explain_handler_block(p, start);
        if (p->raised)
            return NULL;
        p->mark = start + 1;
    }
    const bool is_star = parse_accept(p, TOKEN_STAR);
    node *type = NULL;
    identifier name = NULL;
    node_list body;
    const bool has_type = is_star || !parse_at(p, TOKEN_COLON);
    if ((!has_type || (type = exception(p, &name)) != NULL) && parse_colon_and_block(p, &body)) {
        node *n = parse_node(p, NODE_EXCEPT_HANDLER, start);
        n->except_handler.type = type;
        n->except_handler.name = name;
        n->except_handler.body = body;
        return n;
    }
    if (p->explaining && !p->raised) {
        p->mark = start + 1;
        explain_handler(p);
    }
    return NULL;
}

static bool at_handler(parser *p, bool is_star)
{
    return parse_at(p, KEYWORD_EXCEPT) && (parse_second(p) == TOKEN_STAR) == is_star;
}

/* except_block+ or except_star_block+, pushed; how many */
static int handlers(parser *p, bool are_star)
{
    int count = 0;
    while (at_handler(p, are_star)) {
        const int before = p->mark;
        node *n = handler(p);
        if (n == NULL) {
            p->mark = before;
            break;
        }
        parse_push(p, n);
        count++;
    }
    return count;
}

/* invalid_try_stmt:
 *     | 'try' ':' NEWLINE !INDENT
 *     | 'try' ':' block !('except' | 'finally')
 *     | 'try' ':' block* except_block+ 'except' '*' expression ['as' NAME] ':'
 *     | 'try' ':' block* except_star_block+ 'except' [expression ['as' NAME]] ':' */
static void explain_try(parser *p, int start)
{
    static const char both[] = "cannot have both 'except' and 'except*' on the same 'try'";
    node_list body;
    identifier name;
    parse_next(p);
    if (!parse_accept(p, TOKEN_COLON))
        return;
    parse_raise_without_block(p, "'try' statement", p->tokens[start].place.line);
    const int behind_colon = p->mark;
    const bool has_block = !p->raised && parse_block(p, &body);
    if (p->raised)
        return;
    if (!has_block) {
        p->mark = behind_colon; /* block* */
    } else if (!parse_at(p, KEYWORD_EXCEPT) && !parse_at(p, KEYWORD_FINALLY)) {
        parse_raise_here(p, "expected 'except' or 'finally' block");
        return;
    }
    const int base = p->stack_count;
    const bool are_star = at_handler(p, true);
    const int count = handlers(p, are_star);
    p->stack_count = base;
    const int other = p->mark;
    if (p->raised || count == 0 || !at_handler(p, !are_star))
        return;
    parse_next(p);
    if (parse_accept(p, TOKEN_STAR) || !parse_at(p, TOKEN_COLON))
        if (exception(p, &name) == NULL)
            return;
    if (parse_at(p, TOKEN_COLON))
        parse_raise(p, SYNTAX_ERROR,
                    are_star ? p->tokens[other].place
                             : parse_span(p->tokens[other].place, p->tokens[other + 1].place),
                    "%s", both);
}

/* finally_block: invalid_finally_stmt | 'finally' &&':' block
 * invalid_finally_stmt: 'finally' ':' NEWLINE !INDENT */
static bool finally_block(parser *p, node_list *list)
{
    *list = (node_list){ 0 };
    const int start = p->mark;
    if (!parse_accept(p, KEYWORD_FINALLY))
        return true;
    if (p->explaining && parse_accept(p, TOKEN_COLON)) {
        parse_raise_without_block(p, "'finally' statement", p->tokens[start].place.line);
        if (p->raised)
            return false;
        p->mark = start + 1;
    }
    return parse_force(p, TOKEN_COLON, ":") && parse_block(p, list);
}

/* try_stmt:
 *     | invalid_try_stmt
 *     | 'try' &&':' block finally_block
 *     | 'try' &&':' block except_block+ [else_block] [finally_block]
 *     | 'try' &&':' block except_star_block+ [else_block] [finally_block] */
node *parse_try(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    if (p->explaining) {
        explain_try(p, start);
        if (p->raised)
            return NULL;
        p->mark = start;
    }
    node_list body, orelse = { 0 }, finalbody = { 0 };
    parse_next(p);
    if (!parse_force(p, TOKEN_COLON, ":") || !parse_block(p, &body))
        return NULL;
    const bool are_star = at_handler(p, true);
    const int count = handlers(p, are_star);
    const node_list found = parse_list(p, base);
    if (p->raised || (count == 0 && !parse_at(p, KEYWORD_FINALLY))
        || (count > 0 && !parse_else(p, &orelse)) || !finally_block(p, &finalbody))
        return NULL;
    node *n = parse_node(p, are_star ? NODE_TRY_STAR : NODE_TRY, start);
    n->try_.body = body;
    n->try_.handlers = found;
    n->try_.orelse = orelse;
    n->try_.finalbody = finalbody;
    return n;
}
