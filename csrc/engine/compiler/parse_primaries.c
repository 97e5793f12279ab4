/* parse_primaries.c -- a chain of any length is read by a loop, into a tree that leans to the left. */
#include "compiler/parse_primaries.h"

#include "compiler/parse_arguments.h"
#include "compiler/parse_displays.h"
#include "compiler/parse_rules.h"
#include "compiler/parse_strings.h"

/* ------------------------------------------------------------------------------ atoms */

static node *constant_here(parser *p, enum constant_kind kind)
{
    const int start = p->mark;
    parse_next(p);
    node *n = parse_node(p, NODE_CONSTANT, start);
    n->constant.kind = kind;
    return n;
}

node *parse_number(parser *p)
{
    const token *t = &p->tokens[p->mark];
    node *n = constant_here(p, CONSTANT_NUMBER);
    literal_number(p->arena, t, &n->constant.number);
    return n;
}

/* atom:
 *     | NAME | 'True' | 'False' | 'None' | strings | NUMBER | '...'
 *     | tuple | group | genexp
 *     | list | listcomp
 *     | dict | set | dictcomp | setcomp */
static node *atom(parser *p)
{
    switch (parse_kind(p)) {
    case TOKEN_NAME: return parse_name_node(p, CONTEXT_LOAD);
    case TOKEN_NUMBER: return parse_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case TOKEN_LEFT_PARENTHESIS: return parse_parentheses(p);
    case TOKEN_LEFT_BRACKET: return parse_brackets(p);
    case TOKEN_LEFT_BRACE: return parse_braces(p);
    case KEYWORD_NONE: return constant_here(p, CONSTANT_NONE);
    case KEYWORD_TRUE: return constant_here(p, CONSTANT_TRUE);
    case KEYWORD_FALSE: return constant_here(p, CONSTANT_FALSE);
    case TOKEN_ELLIPSIS: return constant_here(p, CONSTANT_ELLIPSIS);
    default: return NULL;
    }
}

/* ----------------------------------------------------------------------------- slices */

static bool ends_slice(const parser *p)
{
    return parse_at(p, TOKEN_COLON) || parse_at(p, TOKEN_COMMA) || parse_at(p, TOKEN_RIGHT_BRACKET);
}

/* [expression] -- false: there is one, and it is wrong */
static bool bound(parser *p, node **result)
{
    *result = NULL;
    return ends_slice(p) || (*result = rule_expression(p)) != NULL;
}

/* slice:
 *     | [expression] ':' [expression] [':' [expression]]
 *     | named_expression */
static node *slice(parser *p)
{
    const int start = p->mark;
    node *lower = NULL;
    if (!parse_at(p, TOKEN_COLON)) {
        if (p->explaining) {
            lower = rule_expression(p);
            if (p->raised)
                return NULL;
            if (lower == NULL || !parse_at(p, TOKEN_COLON)) {
                p->mark = start;
                return rule_named_expression(p);
            }
        } else {
            lower = rule_named_expression(p);
            if (lower == NULL || !parse_at(p, TOKEN_COLON))
                return lower;
            if (lower->kind == NODE_NAMED_EXPR && !lower->parenthesized)
                return NULL;
        }
    }
    parse_next(p);
    node *upper, *step = NULL;
    if (!bound(p, &upper) || (parse_accept(p, TOKEN_COLON) && !bound(p, &step)))
        return NULL;
    node *n = parse_node(p, NODE_SLICE, start);
    n->slice.lower = lower;
    n->slice.upper = upper;
    n->slice.step = step;
    return n;
}

/* slice | starred_expression */
static node *slice_or_starred(parser *p)
{
    const int start = p->mark;
    if (!parse_accept(p, TOKEN_STAR))
        return slice(p);
    node *value = rule_expression(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_STARRED, start);
    n->starred.value = value;
    return n;
}

/* slices:
 *     | slice !','
 *     | ','.(slice | starred_expression)+ [','] */
static node *slices(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *first = slice_or_starred(p);
    if (first == NULL || (first->kind != NODE_STARRED && !parse_at(p, TOKEN_COMMA)))
        return first;
    parse_push(p, first);
    while (parse_accept(p, TOKEN_COMMA) && !parse_at(p, TOKEN_RIGHT_BRACKET)) {
        node *item = slice_or_starred(p);
        if (item == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, item);
    }
    node *n = parse_node(p, NODE_TUPLE, start);
    n->list.elts = parse_list(p, base);
    return n;
}

/* -------------------------------------------------------------------------- primaries */

/* Behind a '.' */
static node *attribute(parser *p, int start, node *value)
{
    if (!parse_at(p, TOKEN_NAME))
        return NULL;
    const int name = p->mark;
    parse_next(p);
    node *n = parse_node(p, NODE_ATTRIBUTE, start);
    n->attribute.value = value;
    n->attribute.attr = p->names[name];
    n->attribute.attr_place = p->tokens[name].place;
    return n;
}

/* Behind a '[' */
static node *subscript(parser *p, int start, node *value)
{
    node *index = slices(p);
    if (index == NULL || !parse_accept(p, TOKEN_RIGHT_BRACKET))
        return NULL;
    node *n = parse_node(p, NODE_SUBSCRIPT, start);
    n->subscript.value = value;
    n->subscript.slice = index;
    return n;
}

/* primary genexp: the last alternative of genexp is invalid_comprehension, for any bracket. */
static void explain_bracket(parser *p)
{
    const int start = p->mark;
    if (parse_at(p, TOKEN_LEFT_BRACKET) || parse_at(p, TOKEN_LEFT_BRACE))
        parse_explain_comprehension(p, start);
    p->mark = start;
}

static node *primary_here(parser *p)
{
    const int start = p->mark;
    node *n = atom(p);
    while (n != NULL) {
        const int before = p->mark;
        node *longer;
        if (p->explaining)
            explain_bracket(p);
        if (p->raised)
            return NULL;
        if (parse_accept(p, TOKEN_DOT))
            longer = attribute(p, start, n);
        else if (parse_at(p, TOKEN_LEFT_PARENTHESIS))
            longer = parse_call(p, start, n);
        else if (parse_accept(p, TOKEN_LEFT_BRACKET))
            longer = subscript(p, start, n);
        else
            break;
        if (longer == NULL) {
            p->mark = before;
            break;
        }
        n = longer;
    }
    return p->raised ? NULL : n;
}

node *parse_primary(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_PRIMARY, &n))
        return n;
    n = primary_here(p);
    return parse_remember(p, RULE_PRIMARY, start, n);
}
