/* parse_expressions.c -- from `lambda` and `if … else` to tuples without brackets. */
#include "compiler/parse_expressions.h"

#include "compiler/parse_displays.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_operators.h"
#include "compiler/parse_parameters.h"

#include <string.h>

bool parse_begins_expression(int kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_LEFT_BRACE:
    case TOKEN_ELLIPSIS:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case KEYWORD_NONE:
    case KEYWORD_TRUE:
    case KEYWORD_FALSE:
    case KEYWORD_AWAIT:
    case KEYWORD_LAMBDA:
    case KEYWORD_NOT: return true;
    default: return false;
    }
}

/* ------------------------------------------------------------------------- expression */

/* lambdef: 'lambda' [lambda_params] ':' expression */
static node *lambda(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *parameters = parse_parameters(p, true);
    /* A colon directly in the braces of an f-string begins a format specification. */
    if (parameters == NULL || p->tokens[p->mark].format_spec || !parse_accept(p, TOKEN_COLON))
        return NULL;
    node *body = parse_expression(p);
    if (body == NULL)
        return NULL;
    node *n = parse_node(p, NODE_LAMBDA, start);
    n->lambda.args = parameters;
    n->lambda.body = body;
    return n;
}

/* disjunction 'if' disjunction 'else' expression | disjunction | lambdef */
static node *conditional(parser *p)
{
    const int start = p->mark;
    if (parse_at(p, KEYWORD_LAMBDA))
        return lambda(p);
    node *body = parse_disjunction(p);
    if (body == NULL || !parse_at(p, KEYWORD_IF))
        return body;
    const int before = p->mark;
    parse_next(p);
    node *test = parse_disjunction(p);
    node *orelse = test != NULL && parse_accept(p, KEYWORD_ELSE) ? parse_expression(p) : NULL;
    if (orelse == NULL) {
        p->mark = before;
        return p->raised ? NULL : body;
    }
    node *n = parse_node(p, NODE_IF_EXP, start);
    n->if_exp.test = test;
    n->if_exp.body = body;
    n->if_exp.orelse = orelse;
    return n;
}

/* expression_without_invalid: the same as conditional(), and nothing under it is explained */
static node *without_explanations(parser *p)
{
    p->explaining = false;
    node *n = conditional(p);
    p->explaining = true;
    return n;
}

static bool is_legacy_statement(const parser *p, const node *n)
{
    return n->kind == NODE_NAME && (n->name.id == p->words.print || n->name.id == p->words.exec);
}

/* !(NAME STRING | SOFT_KEYWORD)
 * CPython takes the beginning of a soft keyword for one here: "(c d)" lacks no comma, "(e d)" does. */
static bool may_lack_comma(parser *p)
{
    if (!parse_at(p, TOKEN_NAME))
        return true;
    const identifier name = p->names[p->mark];
    const size_t size = strlen(name);
    const int next = parse_second(p);
    return next != TOKEN_STRING && next != TOKEN_FSTRING_START && strncmp("match", name, size) != 0
           && strncmp("case", name, size) != 0 && strncmp("_", name, size) != 0;
}

/* invalid_expression:
 *     | !(NAME STRING | SOFT_KEYWORD) disjunction expression_without_invalid
 *     | disjunction 'if' disjunction !('else' | ':')
 * and of 3.12: 'lambda' [lambda_params] ':' &(FSTRING_MIDDLE | fstring_replacement_field) */
static void explain_expression(parser *p)
{
    const int start = p->mark;
    const bool looks = may_lack_comma(p);
    const node *first = p->raised ? NULL : parse_disjunction(p);
    if (first != NULL) {
        const int behind = p->mark;
        const node *second = looks ? without_explanations(p) : NULL;
        if (second != NULL && !is_legacy_statement(p, first) && p->levels[p->mark - 1] > 0)
            parse_raise(p, SYNTAX_ERROR, parse_span(first->place, second->place),
                        "invalid syntax. Perhaps you forgot a comma?");
        p->mark = behind;
        if (!p->raised && parse_accept(p, KEYWORD_IF)) {
            const node *test = parse_disjunction(p);
            if (test != NULL && !parse_at(p, KEYWORD_ELSE) && !parse_at(p, TOKEN_COLON))
                parse_raise(p, SYNTAX_ERROR, parse_span(first->place, test->place),
                            "expected 'else' after 'if' expression");
        }
    }
    p->mark = start;
    if (p->raised || !parse_accept(p, KEYWORD_LAMBDA))
        return;
    if (parse_parameters(p, true) != NULL && parse_at(p, TOKEN_COLON)) {
        if (p->tokens[p->mark].format_spec)
            parse_raise(p, SYNTAX_ERROR, parse_span(p->tokens[start].place, parse_place(p)),
                        "f-string: lambda expressions are not allowed without parentheses");
    }
    p->mark = start;
}

/* invalid_legacy_expression: NAME !'(' star_expressions */
static void explain_legacy(parser *p)
{
    const int start = p->mark;
    if (!parse_at(p, TOKEN_NAME) || parse_second(p) == TOKEN_LEFT_PARENTHESIS)
        return;
    const node *name = parse_name_node(p, CONTEXT_LOAD);
    const node *rest = parse_star_expressions(p);
    if (rest != NULL && is_legacy_statement(p, name))
        parse_raise(p, SYNTAX_ERROR, parse_span(name->place, rest->place),
                    "Missing parentheses in call to '%s'. Did you mean %s(...)?", name->name.id,
                    name->name.id);
    p->mark = start;
}

static node *expression_here(parser *p)
{
    if (p->explaining) {
        explain_expression(p);
        if (!p->raised)
            explain_legacy(p);
        if (p->raised)
            return NULL;
    }
    return conditional(p);
}

node *parse_expression(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_EXPRESSION, &n))
        return n;
    if (!parse_enter(p))
        return NULL;
    n = expression_here(p);
    parse_leave(p);
    return parse_remember(p, RULE_EXPRESSION, start, n);
}

/* -------------------------------------------------------------------------- sequences */

/* item (',' item)* [','] -- a Tuple, if there is a comma */
static node *sequence(parser *p, node *(*item)(parser *), bool with_stars)
{
    const int start = p->mark, base = p->stack_count;
    node *first = item(p);
    if (first == NULL || !parse_at(p, TOKEN_COMMA))
        return first;
    parse_push(p, first);
    while (parse_accept(p, TOKEN_COMMA)) {
        const int kind = parse_kind(p);
        if (!parse_begins_expression(kind) && !(with_stars && kind == TOKEN_STAR))
            break;
        const int before = p->mark;
        node *more = item(p);
        if (more == NULL) {
            p->mark = before;
            break;
        }
        parse_push(p, more);
    }
    if (p->raised)
        return NULL;
    node *n = parse_node(p, NODE_TUPLE, start);
    n->list.elts = parse_list(p, base);
    return n;
}

node *parse_expressions(parser *p) { return sequence(p, parse_expression, false); }

static node *starred(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *value = parse_bitwise_or(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_STARRED, start);
    n->starred.value = value;
    return n;
}

/* star_expression: '*' bitwise_or | expression */
static node *star_expression(parser *p)
{
    return parse_at(p, TOKEN_STAR) ? starred(p) : parse_expression(p);
}

node *parse_star_expressions(parser *p) { return sequence(p, star_expression, true); }

node *parse_star_named_expression(parser *p)
{
    return parse_at(p, TOKEN_STAR) ? starred(p) : parse_named_expression(p);
}

node *parse_yield_expression(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    node *n;
    if (parse_accept(p, KEYWORD_FROM)) {
        node *value = parse_expression(p);
        if (value == NULL)
            return NULL;
        n = parse_node(p, NODE_YIELD_FROM, start);
        n->yield_from.value = value;
        return n;
    }
    node *value = NULL;
    if (parse_begins_expression(parse_kind(p)) || parse_at(p, TOKEN_STAR)) {
        value = parse_star_expressions(p);
        if (value == NULL)
            return NULL;
    }
    n = parse_node(p, NODE_YIELD, start);
    n->yield.value = value;
    return n;
}

node *parse_annotated_right_side(parser *p)
{
    return parse_at(p, KEYWORD_YIELD) ? parse_yield_expression(p) : parse_star_expressions(p);
}

/* -------------------------------------------------------------------------- named ones */

/* assignment_expression: NAME ':=' ~ expression */
static node *assignment_expression(parser *p)
{
    const int start = p->mark;
    node *target = parse_name_node(p, CONTEXT_STORE);
    parse_next(p);
    node *value = parse_expression(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_NAMED_EXPR, start);
    n->named_expr.target = target;
    n->named_expr.value = value;
    return n;
}

static bool begins_assignment(parser *p)
{
    return parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_COLON_EQUAL;
}

node *parse_argument_expression(parser *p)
{
    const int start = p->mark;
    if (begins_assignment(p)) {
        node *n = assignment_expression(p);
        if (n != NULL || p->raised)
            return n;
        p->mark = start;
    }
    node *n = parse_expression(p);
    return n != NULL && parse_at(p, TOKEN_COLON_EQUAL) ? NULL : n;
}

/* list | tuple | genexp | 'True' | 'None' | 'False' */
static bool begins_with_display(parser *p)
{
    switch (parse_kind(p)) {
    case KEYWORD_TRUE:
    case KEYWORD_FALSE:
    case KEYWORD_NONE: return true;
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET: break;
    default: return false;
    }
    const int start = p->mark;
    const node *n = parse_at(p, TOKEN_LEFT_BRACKET) ? parse_brackets(p) : parse_parentheses(p);
    p->mark = start;
    return n != NULL && !n->parenthesized
           && (n->kind == NODE_LIST || n->kind == NODE_TUPLE || n->kind == NODE_GENERATOR_EXP);
}

/* invalid_named_expression:
 *     | expression ':=' expression
 *     | NAME '=' bitwise_or !('=' | ':=')
 *     | !(list | tuple | genexp | 'True' | 'None' | 'False') bitwise_or '=' bitwise_or !('=' | ':=') */
static void explain_named(parser *p)
{
    const int start = p->mark;
    const node *first = parse_expression(p);
    if (first != NULL && parse_accept(p, TOKEN_COLON_EQUAL) && parse_expression(p) != NULL)
        parse_raise(p, SYNTAX_ERROR, first->place, "cannot use assignment expressions with %s",
                    parse_expression_name(first));
    p->mark = start;
    if (p->raised)
        return;
    const bool is_name = parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_EQUAL;
    const node *left = begins_with_display(p) || p->raised ? NULL : parse_bitwise_or(p);
    if (left == NULL || !parse_accept(p, TOKEN_EQUAL))
        return;
    const node *right = parse_bitwise_or(p);
    if (right == NULL || parse_at(p, TOKEN_EQUAL) || parse_at(p, TOKEN_COLON_EQUAL))
        return;
    if (is_name)
        parse_raise(p, SYNTAX_ERROR, parse_span(left->place, right->place),
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    else
        parse_raise(p, SYNTAX_ERROR, left->place,
                    "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                    parse_expression_name(left));
}

node *parse_named_expression(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_NAMED_EXPRESSION, &n))
        return n;
    if (p->explaining && !begins_assignment(p)) {
        explain_named(p);
        p->mark = start;
        if (p->raised)
            return NULL;
    }
    n = parse_argument_expression(p);
    return parse_remember(p, RULE_NAMED_EXPRESSION, start, n);
}
