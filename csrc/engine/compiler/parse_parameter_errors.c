/* parse_parameter_errors.c -- the invalid_ rules of parameters and of lambda_parameters, which differ
 * in what ends a parameter, in annotations, and in a few words.
 *
 * Helpers skip what a rule of the grammar would read.  Each returns whether it matched, and leaves
 * `mark` where it was if not. */
#include "compiler/parse_parameter_errors.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_rules.h"

static int closing(bool is_lambda) { return is_lambda ? TOKEN_COLON : TOKEN_RIGHT_PARENTHESIS; }

/* param: NAME annotation?     lambda_param: NAME */
static bool skip_param(parser *p, bool is_lambda)
{
    if (!parse_accept(p, TOKEN_NAME))
        return false;
    const int before = p->mark;
    if (!is_lambda && parse_accept(p, TOKEN_COLON) && rule_expression(p) == NULL)
        p->mark = before;
    return !p->raised;
}

enum default_use { NO_DEFAULT, WITH_DEFAULT, MAYBE_DEFAULT };

/* param_no_default, param_with_default, param_maybe_default: with a ',' behind it, or before the end */
static bool skip(parser *p, bool is_lambda, enum default_use use)
{
    const int start = p->mark;
    if (skip_param(p, is_lambda)) {
        bool fits = use != WITH_DEFAULT;
        const int before = p->mark;
        if (use != NO_DEFAULT && parse_accept(p, TOKEN_EQUAL)) {
            if (rule_expression(p) != NULL) {
                fits = true;
            } else {
                parse_explain_default(p, before);
            }
        }
        if (fits && !p->raised && (parse_accept(p, TOKEN_COMMA) || parse_at(p, closing(is_lambda))))
            return !p->raised;
    }
    p->mark = start;
    return false;
}

static bool skip_all(parser *p, bool is_lambda, enum default_use use)
{
    bool any = false;
    while (skip(p, is_lambda, use))
        any = true;
    return any;
}

/* '/' and a ',' or the end */
static bool skip_slash(parser *p, bool is_lambda)
{
    return parse_accept(p, TOKEN_SLASH)
           && (parse_accept(p, TOKEN_COMMA) || parse_at(p, closing(is_lambda)));
}

/* slash_with_default: param_no_default* param_with_default+ '/' (',' | &')') */
static bool skip_slash_with_default(parser *p, bool is_lambda)
{
    const int start = p->mark;
    skip_all(p, is_lambda, NO_DEFAULT);
    if (skip_all(p, is_lambda, WITH_DEFAULT) && skip_slash(p, is_lambda))
        return true;
    p->mark = start;
    return false;
}

/* slash_no_default | slash_with_default */
static bool skip_positional_only(parser *p, bool is_lambda)
{
    const int start = p->mark;
    if (skip_all(p, is_lambda, NO_DEFAULT) && skip_slash(p, is_lambda))
        return true;
    p->mark = start;
    return skip_slash_with_default(p, is_lambda);
}

/* param_no_default* (slash_with_default | param_with_default+) param_no_default */
static void explain_order(parser *p, bool is_lambda)
{
    skip_all(p, is_lambda, NO_DEFAULT);
    if (!skip_slash_with_default(p, is_lambda) && !skip_all(p, is_lambda, WITH_DEFAULT))
        return;
    const int at = p->mark;
    if (!skip(p, is_lambda, NO_DEFAULT))
        return;
    /* the parameter with its annotation, but not the comma */
    const int last = p->kinds[p->mark - 1] == TOKEN_COMMA ? p->mark - 2 : p->mark - 1;
    parse_raise(p, SYNTAX_ERROR, parse_span(p->tokens[at].place, p->tokens[last].place),
                "non-default argument follows default argument");
}

/* param_no_default* '(' param_no_default+ ','? ')'
 * lambda_param_no_default* '(' ','.lambda_param+ ','? ')' */
static void explain_parentheses(parser *p, bool is_lambda)
{
    skip_all(p, is_lambda, NO_DEFAULT);
    const place open = parse_place(p);
    if (!parse_accept(p, TOKEN_LEFT_PARENTHESIS))
        return;
    bool any = false;
    if (is_lambda) {
        while (skip_param(p, true)) {
            any = true;
            if (!parse_accept(p, TOKEN_COMMA))
                break;
        }
    } else {
        any = skip_all(p, false, NO_DEFAULT);
        parse_accept(p, TOKEN_COMMA);
    }
    if (any && parse_at(p, TOKEN_RIGHT_PARENTHESIS))
        parse_raise(p, SYNTAX_ERROR, parse_span(open, parse_place(p)),
                    "%s parameters cannot be parenthesized",
                    is_lambda ? "Lambda expression" : "Function");
}

static void raise_at(parser *p, int kind, const char *message)
{
    if (parse_at(p, kind))
        parse_raise(p, SYNTAX_ERROR, parse_place(p), "%s", message);
}

/* (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default)
 * param_maybe_default* '/' */
static void explain_slash_behind_star(parser *p, bool is_lambda)
{
    skip_positional_only(p, is_lambda);
    skip_all(p, is_lambda, MAYBE_DEFAULT);
    if (!parse_accept(p, TOKEN_STAR)
        || (!parse_accept(p, TOKEN_COMMA) && !skip(p, is_lambda, NO_DEFAULT)))
        return;
    skip_all(p, is_lambda, MAYBE_DEFAULT);
    raise_at(p, TOKEN_SLASH, "/ must be ahead of *");
}

void parse_explain_parameters(parser *p, bool is_lambda)
{
    const int start = p->mark;
    explain_order(p, is_lambda);
    p->mark = start;
    if (!p->raised)
        explain_parentheses(p, is_lambda);
    p->mark = start;
    if (!p->raised && parse_at(p, TOKEN_SLASH) && parse_second(p) == TOKEN_COMMA)
        raise_at(p, TOKEN_SLASH, "at least one argument must precede /");
    if (!p->raised && skip_positional_only(p, is_lambda)) {
        skip_all(p, is_lambda, MAYBE_DEFAULT);
        raise_at(p, TOKEN_SLASH, "/ may appear only once");
    }
    p->mark = start;
    if (!p->raised)
        explain_slash_behind_star(p, is_lambda);
    p->mark = start;
    if (!p->raised && skip_all(p, is_lambda, MAYBE_DEFAULT) && parse_accept(p, TOKEN_SLASH))
        raise_at(p, TOKEN_STAR, "expected comma between / and *");
    p->mark = start;
}

/* invalid_star_etc:
 *     | '*' (')' | ',' (')' | '**'))
 *     | '*' param '='
 *     | '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',') */
void parse_explain_star(parser *p, bool is_lambda)
{
    static const char bare[] = "named arguments must follow bare *";
    const int start = p->mark;
    const place star = parse_place(p);
    parse_next(p);
    bool nothing = parse_at(p, closing(is_lambda));
    if (parse_at(p, TOKEN_COMMA)) {
        const int next = parse_second(p);
        nothing = next == closing(is_lambda) || next == TOKEN_DOUBLE_STAR;
    }
    if (nothing && is_lambda)
        parse_raise_here(p, bare);
    else if (nothing)
        parse_raise(p, SYNTAX_ERROR, star, "%s", bare);
    if (!p->raised && skip_param(p, is_lambda))
        raise_at(p, TOKEN_EQUAL, "var-positional argument cannot have default value");
    p->mark = start + 1;
    if (!p->raised && (skip(p, is_lambda, NO_DEFAULT) || parse_accept(p, TOKEN_COMMA))) {
        skip_all(p, is_lambda, MAYBE_DEFAULT);
        const place second = parse_place(p);
        if (parse_accept(p, TOKEN_STAR)
            && (parse_at(p, TOKEN_COMMA) || skip(p, is_lambda, NO_DEFAULT)))
            parse_raise(p, SYNTAX_ERROR, second, "* argument may appear only once");
    }
    p->mark = start;
}

/* invalid_kwds:
 *     | '**' param '='
 *     | '**' param ',' param
 *     | '**' param ',' ('*' | '**' | '/') */
void parse_explain_double_star(parser *p, bool is_lambda)
{
    static const char follows[] = "arguments cannot follow var-keyword argument";
    const int start = p->mark;
    parse_next(p);
    if (skip_param(p, is_lambda)) {
        raise_at(p, TOKEN_EQUAL, "var-keyword argument cannot have default value");
        if (!p->raised && parse_accept(p, TOKEN_COMMA)) {
            const int at = p->mark;
            if (skip_param(p, is_lambda))
                parse_raise(p, SYNTAX_ERROR, parse_span(p->tokens[at].place, parse_place_before(p)),
                            "%s", follows);
            raise_at(p, TOKEN_STAR, follows);
            raise_at(p, TOKEN_DOUBLE_STAR, follows);
            raise_at(p, TOKEN_SLASH, follows);
        }
    }
    p->mark = start;
}

/* invalid_default: '=' &(')' | ',') */
void parse_explain_default(parser *p, int start)
{
    p->mark = start + 1;
    if (parse_at(p, TOKEN_RIGHT_PARENTHESIS) || parse_at(p, TOKEN_COMMA))
        parse_raise(p, SYNTAX_ERROR, p->tokens[start].place, "expected default value expression");
    p->mark = start;
}
