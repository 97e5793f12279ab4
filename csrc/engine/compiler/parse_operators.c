/* parse_operators.c -- operators of the same strength are read by a loop, so that a long chain is no
 * deep nesting.
 *
 * As in the grammar, an operator without a right side is left unread: the expression ends before
 * it, and whoever asked for the expression finds the operator instead of what should follow. */
#include "compiler/parse_operators.h"

#include "compiler/parse_primaries.h"

#include <string.h>

static node *factor(parser *p);

/* await_primary: AWAIT primary | primary */
static node *await_primary(parser *p)
{
    const int start = p->mark;
    if (!parse_accept(p, KEYWORD_AWAIT))
        return parse_primary(p);
    node *value = parse_primary(p);
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_AWAIT, start);
    n->await.value = value;
    return n;
}

static node *binary_node(parser *p, int start, node *left, enum binary_operator op, node *right)
{
    node *n = parse_node(p, NODE_BIN_OP, start);
    n->bin_op.left = left;
    n->bin_op.op = op;
    n->bin_op.right = right;
    return n;
}

/* power: await_primary '**' factor | await_primary */
static node *power(parser *p)
{
    const int start = p->mark;
    node *left = await_primary(p);
    if (left == NULL || !parse_at(p, TOKEN_DOUBLE_STAR))
        return left;
    const int before = p->mark;
    parse_next(p);
    node *right = parse_enter(p) ? factor(p) : NULL;
    parse_leave(p);
    if (right == NULL) {
        p->mark = before;
        return p->raised ? NULL : left;
    }
    return binary_node(p, start, left, BINARY_POW, right);
}

/* factor: '+' factor | '-' factor | '~' factor | power */
static node *factor_here(parser *p)
{
    const int start = p->mark;
    const int kind = parse_kind(p);
    if (kind != TOKEN_PLUS && kind != TOKEN_MINUS && kind != TOKEN_TILDE)
        return power(p);
    parse_next(p);
    if (!parse_enter(p))
        return NULL;
    node *operand = factor(p);
    parse_leave(p);
    if (operand == NULL)
        return NULL;
    node *n = parse_node(p, NODE_UNARY_OP, start);
    n->unary_op.op = kind == TOKEN_PLUS    ? UNARY_ADD
                     : kind == TOKEN_MINUS ? UNARY_SUB
                                           : UNARY_INVERT;
    n->unary_op.operand = operand;
    return n;
}

static node *factor(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_FACTOR, &n))
        return n;
    n = factor_here(p);
    return parse_remember(p, RULE_FACTOR, start, n);
}

/* Operators between two operands.  The stronger bind closer; 0: it is none. */
static const struct {
    uint8_t strength, op;
} OPERATORS[KINDS] = {
    [TOKEN_VERTICAL_BAR] = { 1, BINARY_BIT_OR }, [TOKEN_CIRCUMFLEX] = { 2, BINARY_BIT_XOR },
    [TOKEN_AMPERSAND] = { 3, BINARY_BIT_AND },   [TOKEN_LEFT_SHIFT] = { 4, BINARY_L_SHIFT },
    [TOKEN_RIGHT_SHIFT] = { 4, BINARY_R_SHIFT }, [TOKEN_PLUS] = { 5, BINARY_ADD },
    [TOKEN_MINUS] = { 5, BINARY_SUB },           [TOKEN_STAR] = { 6, BINARY_MULT },
    [TOKEN_SLASH] = { 6, BINARY_DIV },           [TOKEN_DOUBLE_SLASH] = { 6, BINARY_FLOOR_DIV },
    [TOKEN_PERCENT] = { 6, BINARY_MOD },         [TOKEN_AT] = { 6, BINARY_MAT_MULT },
};

/* Operators of `weakest` or more.  These rules, each with the next as its operand:
 *
 *     bitwise_or: bitwise_or '|' bitwise_xor | bitwise_xor
 *     bitwise_xor: bitwise_xor '^' bitwise_and | bitwise_and
 *     bitwise_and: bitwise_and '&' shift_expr | shift_expr
 *     shift_expr: shift_expr ('<<' | '>>') sum | sum
 *     sum: sum ('+' | '-') term | term
 *     term: term ('*' | '/' | '//' | '%' | '@') factor | factor */
static node *binary(parser *p, int weakest)
{
    const int start = p->mark;
    node *left = factor(p);
    while (left != NULL) {
        const int kind = parse_kind(p), strength = OPERATORS[kind].strength, before = p->mark;
        if (strength < weakest)
            break;
        parse_next(p);
        node *right = binary(p, strength + 1);
        if (right == NULL) {
            p->mark = before;
            return p->raised ? NULL : left;
        }
        left = binary_node(p, start, left, (enum binary_operator)OPERATORS[kind].op, right);
    }
    return left;
}

node *parse_bitwise_or(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_BITWISE_OR, &n))
        return n;
    n = binary(p, 1);
    return parse_remember(p, RULE_BITWISE_OR, start, n);
}

/* compare_op_bitwise_or_pair: its operator; false: there is none, or not all of it */
static bool comparison_operator(parser *p, enum comparison_operator *op)
{
    const int kind = parse_kind(p);
    switch (kind) {
    case TOKEN_EQUAL_EQUAL: *op = COMPARE_EQ; break;
    case TOKEN_NOT_EQUAL: *op = COMPARE_NOT_EQ; break;
    case TOKEN_LESS_EQUAL: *op = COMPARE_LT_E; break;
    case TOKEN_LESS: *op = COMPARE_LT; break;
    case TOKEN_GREATER_EQUAL: *op = COMPARE_GT_E; break;
    case TOKEN_GREATER: *op = COMPARE_GT; break;
    case KEYWORD_IN: *op = COMPARE_IN; break;
    case KEYWORD_NOT: *op = COMPARE_NOT_IN; break;
    case KEYWORD_IS: *op = COMPARE_IS; break;
    default: return false;
    }
    /* "<>" is a token of the operator "!=" which only a joke makes valid */
    if (kind == TOKEN_NOT_EQUAL && *p->tokens[p->mark].text == '<')
        return false;
    parse_next(p);
    if (kind == KEYWORD_IS && parse_accept(p, KEYWORD_NOT))
        *op = COMPARE_IS_NOT;
    return kind != KEYWORD_NOT || parse_accept(p, KEYWORD_IN);
}

/* comparison: bitwise_or compare_op_bitwise_or_pair+ | bitwise_or */
static node *comparison(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *left = parse_bitwise_or(p);
    enum comparison_operator *ops = NULL, op;
    int count = 0, capacity = 0;
    while (left != NULL && !p->raised) {
        const int before = p->mark;
        node *right = comparison_operator(p, &op) ? parse_bitwise_or(p) : NULL;
        if (right == NULL) {
            p->mark = before;
            break;
        }
        arena_grow(p->arena, (void **)&ops, count, &capacity, sizeof *ops);
        ops[count++] = op;
        parse_push(p, right);
    }
    if (count == 0 || p->raised)
        return p->raised ? NULL : left;
    node *n = parse_node(p, NODE_COMPARE, start);
    n->compare.left = left;
    n->compare.ops = ops;
    n->compare.comparators = parse_list(p, base);
    return n;
}

/* inversion: 'not' inversion | comparison */
static node *inversion(parser *p)
{
    const int start = p->mark;
    node *n;
    if (!parse_at(p, KEYWORD_NOT))
        return comparison(p);
    if (parse_recall(p, RULE_INVERSION, &n))
        return n;
    parse_next(p);
    if (!parse_enter(p))
        return NULL;
    node *operand = inversion(p);
    parse_leave(p);
    if (operand != NULL) {
        n = parse_node(p, NODE_UNARY_OP, start);
        n->unary_op.op = UNARY_NOT;
        n->unary_op.operand = operand;
    } else {
        n = NULL;
    }
    return parse_remember(p, RULE_INVERSION, start, n);
}

/* operand (keyword operand)* */
static node *boolean(parser *p, int keyword, enum boolean_operator op, node *(*operand)(parser *))
{
    const int start = p->mark, base = p->stack_count;
    node *first = operand(p);
    if (first == NULL || !parse_at(p, keyword))
        return first;
    parse_push(p, first);
    while (parse_at(p, keyword)) {
        const int before = p->mark;
        parse_next(p);
        node *more = operand(p);
        if (more == NULL) {
            p->mark = before;
            break;
        }
        parse_push(p, more);
    }
    if (p->stack_count == base + 1 || p->raised) {
        p->stack_count = base;
        return p->raised ? NULL : first;
    }
    node *n = parse_node(p, NODE_BOOL_OP, start);
    n->bool_op.op = op;
    n->bool_op.values = parse_list(p, base);
    return n;
}

/* conjunction: inversion ('and' inversion)+ | inversion */
static node *conjunction(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_CONJUNCTION, &n))
        return n;
    n = boolean(p, KEYWORD_AND, BOOLEAN_AND, inversion);
    return parse_remember(p, RULE_CONJUNCTION, start, n);
}

/* disjunction: conjunction ('or' conjunction)+ | conjunction */
node *parse_disjunction(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_DISJUNCTION, &n))
        return n;
    n = boolean(p, KEYWORD_OR, BOOLEAN_OR, conjunction);
    return parse_remember(p, RULE_DISJUNCTION, start, n);
}
