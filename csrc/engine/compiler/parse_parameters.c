/* parse_parameters.c -- the grammar has a rule for each order that parameters may have, with and
 * without defaults, and all of them again for lambdas.  Here they are read from left to right, and
 * flags say what may still come. */
#include "compiler/parse_parameters.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_parameter_errors.h"
#include "compiler/parse_rules.h"

/* What was read.  On the parser's stack: a parameter and its default (NULL: none), and so on. */
typedef struct reading {
    bool is_lambda;
    int base;            /* of the stack */
    int positional_only; /* how many stand before the '/' */
    int positional;      /* how many stand before the '*' */
    bool has_slash, has_star, has_default;
    node *vararg, *kwarg;
} reading;

static int count(const parser *p, const reading *r) { return (p->stack_count - r->base) / 2; }

/* param: NAME annotation?
 * lambda_param: NAME
 * annotation: ':' expression
 * star_annotation: ':' star_expression, of a '*' parameter */
static node *parameter(parser *p, bool is_lambda, bool with_star)
{
    const int start = p->mark;
    if (!parse_accept(p, TOKEN_NAME))
        return NULL;
    node *annotation = NULL;
    if (!is_lambda && parse_accept(p, TOKEN_COLON)) {
        const int star = p->mark;
        if (with_star && parse_accept(p, TOKEN_STAR)) {
            node *value = rule_bitwise_or(p);
            if (value == NULL)
                return NULL;
            annotation = parse_node(p, NODE_STARRED, star);
            annotation->starred.value = value;
        } else if ((annotation = rule_expression(p)) == NULL) {
            return NULL;
        }
    }
    node *n = parse_node(p, NODE_ARG, start);
    n->arg.arg = p->names[start];
    n->arg.annotation = annotation;
    return n;
}

/* default: '=' expression | invalid_default */
static bool default_value(parser *p, node **result)
{
    const int start = p->mark;
    *result = NULL;
    if (!parse_accept(p, TOKEN_EQUAL))
        return true;
    *result = rule_expression(p);
    if (*result == NULL && p->explaining)
        parse_explain_default(p, start);
    return *result != NULL;
}

static bool ends(const parser *p, const reading *r)
{
    return parse_at(p, r->is_lambda ? TOKEN_COLON : TOKEN_RIGHT_PARENTHESIS);
}

/* param_no_default | param_with_default | param_maybe_default, without what ends it */
static bool plain(parser *p, reading *r)
{
    node *value, *n = parameter(p, r->is_lambda, false);
    if (n == NULL || !default_value(p, &value))
        return false;
    if (!r->has_star) {
        if (r->has_default && value == NULL)
            return false;
        r->has_default = value != NULL;
    }
    parse_push(p, n);
    parse_push(p, value);
    return true;
}

/* slash_no_default, slash_with_default: '/' behind the positional-only parameters */
static bool slash(parser *p, reading *r)
{
    if (r->has_slash || r->has_star || count(p, r) == 0)
        return false;
    parse_next(p);
    r->has_slash = true;
    r->positional_only = count(p, r);
    return true;
}

/* star_etc:
 *     | invalid_star_etc
 *     | '*' param_no_default param_maybe_default* [kwds]
 *     | '*' param_no_default_star_annotation param_maybe_default* [kwds]
 *     | '*' ',' param_maybe_default+ [kwds]
 *     | kwds */
static bool star(parser *p, reading *r)
{
    if (r->has_star)
        return false;
    if (p->explaining) {
        parse_explain_star(p, r->is_lambda);
        if (p->raised)
            return false;
    }
    parse_next(p);
    r->has_star = true;
    r->positional = count(p, r);
    if (parse_at(p, TOKEN_COMMA))
        return parse_second(p) == TOKEN_NAME;
    r->vararg = parameter(p, r->is_lambda, true);
    return r->vararg != NULL;
}

/* kwds: invalid_kwds | '**' param_no_default */
static bool double_star(parser *p, reading *r)
{
    if (p->explaining) {
        parse_explain_double_star(p, r->is_lambda);
        if (p->raised)
            return false;
    }
    parse_next(p);
    r->kwarg = parameter(p, r->is_lambda, false);
    return r->kwarg != NULL;
}

static bool read_all(parser *p, reading *r)
{
    while (!ends(p, r)) {
        bool found = false;
        if (r->kwarg != NULL)
            return false;
        switch (parse_kind(p)) {
        case TOKEN_NAME: found = plain(p, r); break;
        case TOKEN_SLASH: found = slash(p, r); break;
        case TOKEN_STAR: found = star(p, r); break;
        case TOKEN_DOUBLE_STAR: found = double_star(p, r); break;
        default: break;
        }
        if (!found || (!parse_accept(p, TOKEN_COMMA) && !ends(p, r)))
            return false;
    }
    return !p->raised;
}

/* `how_many` of the pairs from the stack, from `first` on: [which] of each; those that are NULL stay
 * out unless `all`. */
static node_list pick(parser *p, int first, int how_many, int which, bool all)
{
    const int base = p->stack_count;
    for (int i = 0; i < how_many; i++) {
        node *item = p->stack[first + i * 2 + which];
        if (item != NULL || all)
            parse_push(p, item);
    }
    return parse_list(p, base);
}

static node *arguments_node(parser *p, const reading *r, int start)
{
    node *n = p->mark > start ? parse_node(p, NODE_ARGUMENTS, start)
                              : tree_node(p->arena, NODE_ARGUMENTS, p->tokens[start].place);
    const int all = count(p, r), positional = r->has_star ? r->positional : all;
    const int keyword_only = r->base + positional * 2;
    n->arguments.posonlyargs = pick(p, r->base, r->positional_only, 0, true);
    n->arguments.args =
        pick(p, r->base + r->positional_only * 2, positional - r->positional_only, 0, true);
    n->arguments.defaults = pick(p, r->base, positional, 1, false);
    n->arguments.kwonlyargs = pick(p, keyword_only, all - positional, 0, true);
    n->arguments.kw_defaults = pick(p, keyword_only, all - positional, 1, true);
    n->arguments.vararg = r->vararg;
    n->arguments.kwarg = r->kwarg;
    return n;
}

node *parse_parameters(parser *p, bool is_lambda)
{
    const int start = p->mark;
    const enum remembered_rule rule = is_lambda ? RULE_LAMBDA_PARAMETERS : RULE_PARAMETERS;
    node *n = NULL;
    if (parse_recall(p, rule, &n))
        return n;
    if (p->explaining) {
        parse_explain_parameters(p, is_lambda);
        if (p->raised)
            return NULL;
    }
    reading r = { .is_lambda = is_lambda, .base = p->stack_count };
    if (read_all(p, &r))
        n = arguments_node(p, &r, start);
    p->stack_count = r.base;
    return parse_remember(p, rule, start, n);
}

/* -------------------------------------------------------------------- type parameters */

/* Of CPython 3.12:
 * type_param:
 *     | NAME [':' expression]
 *     | '*' NAME ':' expression -- cannot use constraints, or bound, with TypeVarTuple
 *     | '*' NAME
 *     | '**' NAME ':' expression -- cannot use constraints, or bound, with ParamSpec
 *     | '**' NAME */
static node *type_parameter(parser *p)
{
    const int start = p->mark;
    enum node_kind kind = NODE_TYPE_VAR;
    if (parse_accept(p, TOKEN_STAR))
        kind = NODE_TYPE_VAR_TUPLE;
    else if (parse_accept(p, TOKEN_DOUBLE_STAR))
        kind = NODE_PARAM_SPEC;
    const int name = p->mark;
    if (!parse_accept(p, TOKEN_NAME))
        return NULL;
    node *bound = NULL;
    const place colon = parse_place(p);
    if (parse_accept(p, TOKEN_COLON)) {
        bound = rule_expression(p);
        if (bound == NULL)
            return NULL;
        if (kind != NODE_TYPE_VAR) {
            parse_raise(p, SYNTAX_ERROR, parse_span(colon, bound->place), "cannot use %s with %s",
                        bound->kind == NODE_TUPLE ? "constraints" : "bound",
                        kind == NODE_PARAM_SPEC ? "ParamSpec" : "TypeVarTuple");
            return NULL;
        }
    }
    node *n = parse_node(p, kind, start);
    n->type_var.name = p->names[name];
    n->type_var.bound = bound;
    return n;
}

/* type_params: '[' ','.type_param+ [','] ']' */
bool parse_type_parameters(parser *p, node_list *list)
{
    const int base = p->stack_count;
    *list = (node_list){ 0 };
    if (!parse_accept(p, TOKEN_LEFT_BRACKET))
        return true;
    do {
        node *n = type_parameter(p);
        if (n == NULL) {
            p->stack_count = base;
            return false;
        }
        parse_push(p, n);
    } while (parse_accept(p, TOKEN_COMMA) && !parse_at(p, TOKEN_RIGHT_BRACKET));
    *list = parse_list(p, base);
    return parse_accept(p, TOKEN_RIGHT_BRACKET);
}
