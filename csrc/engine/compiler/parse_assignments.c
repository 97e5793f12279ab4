/* parse_assignments.c -- what begins as an expression becomes a target when a "=" follows it. */
#include "compiler/parse_assignments.h"

#include "compiler/parse_displays.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_targets.h"

/* augassign */
static bool augmented_operator(int kind, enum binary_operator *op)
{
    switch (kind) {
    case TOKEN_PLUS_EQUAL: *op = BINARY_ADD; return true;
    case TOKEN_MINUS_EQUAL: *op = BINARY_SUB; return true;
    case TOKEN_STAR_EQUAL: *op = BINARY_MULT; return true;
    case TOKEN_AT_EQUAL: *op = BINARY_MAT_MULT; return true;
    case TOKEN_SLASH_EQUAL: *op = BINARY_DIV; return true;
    case TOKEN_PERCENT_EQUAL: *op = BINARY_MOD; return true;
    case TOKEN_AMPERSAND_EQUAL: *op = BINARY_BIT_AND; return true;
    case TOKEN_VERTICAL_BAR_EQUAL: *op = BINARY_BIT_OR; return true;
    case TOKEN_CIRCUMFLEX_EQUAL: *op = BINARY_BIT_XOR; return true;
    case TOKEN_LEFT_SHIFT_EQUAL: *op = BINARY_L_SHIFT; return true;
    case TOKEN_RIGHT_SHIFT_EQUAL: *op = BINARY_R_SHIFT; return true;
    case TOKEN_DOUBLE_STAR_EQUAL: *op = BINARY_POW; return true;
    case TOKEN_DOUBLE_SLASH_EQUAL: *op = BINARY_FLOOR_DIV; return true;
    default: return false;
    }
}

/* Behind a target:
 *     | NAME ':' expression ['=' annotated_rhs]
 *     | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs] */
static node *annotated(parser *p, int start, node *target)
{
    if (!parse_is_single_target(target))
        return NULL;
    parse_next(p);
    node *annotation = parse_expression(p), *value = NULL;
    if (annotation == NULL)
        return NULL;
    if (parse_at(p, TOKEN_EQUAL)) {
        const int before = p->mark;
        parse_next(p);
        value = parse_annotated_right_side(p);
        if (value == NULL) /* and so it ends before the "=" */
            p->mark = before;
    }
    if (p->raised)
        return NULL;
    parse_set_context(target, CONTEXT_STORE);
    node *n = parse_node(p, NODE_ANN_ASSIGN, start);
    n->ann_assign.target = target;
    n->ann_assign.annotation = annotation;
    n->ann_assign.value = value;
    n->ann_assign.simple = target->kind == NODE_NAME && !target->parenthesized;
    return n;
}

/* Behind a target: (star_targets '=')+ (yield_expr | star_expressions) !'=' */
static node *assigned(parser *p, int start, node *first)
{
    const int base = p->stack_count;
    node *value = first;
    while (parse_at(p, TOKEN_EQUAL)) {
        if (!parse_is_star_targets(value)) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, value);
        parse_next(p);
        value = parse_annotated_right_side(p);
        if (value == NULL) {
            p->stack_count = base;
            return NULL;
        }
    }
    for (int i = base; i < p->stack_count; i++)
        parse_set_context(p->stack[i], CONTEXT_STORE);
    node *n = parse_node(p, NODE_ASSIGN, start);
    n->assign.targets = parse_list(p, base);
    n->assign.value = value;
    return n;
}

/* Behind a target: augassign ~ (yield_expr | star_expressions) */
static node *augmented(parser *p, int start, node *target, enum binary_operator op)
{
    parse_next(p);
    node *value = parse_annotated_right_side(p);
    if (value == NULL)
        return NULL;
    parse_set_context(target, CONTEXT_STORE);
    node *n = parse_node(p, NODE_AUG_ASSIGN, start);
    n->aug_assign.target = target;
    n->aug_assign.op = op;
    n->aug_assign.value = value;
    return n;
}

/* (star_targets '=')* -- `mark` is behind the last that is one */
static void skip_targets(parser *p)
{
    for (;;) {
        const int before = p->mark;
        if (parse_star_targets(p) == NULL || !parse_accept(p, TOKEN_EQUAL)) {
            p->mark = before;
            return;
        }
    }
}

/* invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')' */
static const node *annotation_target(parser *p)
{
    const node *n = NULL;
    if (parse_at(p, TOKEN_LEFT_BRACKET))
        n = parse_brackets(p);
    else if (parse_at(p, TOKEN_LEFT_PARENTHESIS))
        n = parse_parentheses(p);
    return n != NULL && (n->kind == NODE_LIST || n->kind == NODE_TUPLE) ? n : NULL;
}

/* The alternatives of invalid_assignment that end in ':' expression:
 *     | invalid_ann_assign_target ':' expression
 *     | star_named_expression ',' star_named_expressions* ':' expression
 *     | expression ':' expression */
static void explain_annotation(parser *p)
{
    const int start = p->mark;
    const node *target = annotation_target(p);
    if (target != NULL && parse_accept(p, TOKEN_COLON) && parse_expression(p) != NULL)
        parse_raise(p, SYNTAX_ERROR, target->place, "only single target (not %s) can be annotated",
                    parse_expression_name(target));
    p->mark = start;
    const node *first = p->raised ? NULL : parse_star_named_expression(p);
    if (first != NULL && parse_at(p, TOKEN_COMMA)) {
        /* star_named_expressions* is any number of lists: a comma may be missing, too */
        parse_next(p);
        while (parse_begins_expression(parse_kind(p)) || parse_at(p, TOKEN_STAR)) {
            if (parse_star_named_expression(p) == NULL)
                break;
            parse_accept(p, TOKEN_COMMA);
        }
        if (!p->raised && parse_accept(p, TOKEN_COLON) && parse_expression(p) != NULL)
            parse_raise(p, SYNTAX_ERROR, first->place,
                        "only single target (not tuple) can be annotated");
    }
    p->mark = start;
    target = p->raised ? NULL : parse_expression(p);
    if (target != NULL && parse_accept(p, TOKEN_COLON) && parse_expression(p) != NULL)
        parse_raise(p, SYNTAX_ERROR, target->place, "illegal target for annotation");
    p->mark = start;
}

/* invalid_assignment:
 *     | (those of explain_annotation)
 *     | (star_targets '=')* star_expressions '='
 *     | (star_targets '=')* yield_expr '='
 *     | star_expressions augassign (yield_expr | star_expressions) */
static void explain_assignment(parser *p)
{
    const int start = p->mark;
    explain_annotation(p);
    if (p->raised)
        return;
    skip_targets(p);
    const int behind_targets = p->mark;
    const node *n = parse_star_expressions(p);
    if (n != NULL && parse_at(p, TOKEN_EQUAL))
        parse_raise_invalid_target(p, n, TARGET_OF_ASSIGNMENT);
    if (p->raised)
        return;
    p->mark = behind_targets;
    if (parse_at(p, KEYWORD_YIELD)) {
        n = parse_yield_expression(p);
        if (n != NULL && parse_at(p, TOKEN_EQUAL))
            parse_raise(p, SYNTAX_ERROR, n->place, "assignment to yield expression not possible");
    }
    if (p->raised)
        return;
    p->mark = start;
    enum binary_operator op;
    n = parse_star_expressions(p);
    if (n == NULL || !augmented_operator(parse_kind(p), &op))
        return;
    parse_next(p);
    if (parse_annotated_right_side(p) != NULL)
        parse_raise(p, SYNTAX_ERROR, n->place,
                    "'%s' is an illegal expression for augmented assignment",
                    parse_expression_name(n));
}

node *parse_assignment(parser *p)
{
    const int start = p->mark;
    node *n = NULL, *first = parse_annotated_right_side(p);
    enum binary_operator op;
    if (p->raised)
        return NULL;
    if (first != NULL && parse_at(p, TOKEN_COLON)) {
        n = annotated(p, start, first);
    } else if (first != NULL && parse_at(p, TOKEN_EQUAL)) {
        n = assigned(p, start, first);
    } else if (first != NULL && augmented_operator(parse_kind(p), &op)) {
        if (parse_is_single_target(first))
            return augmented(p, start, first, op); /* if not, there is no other way to read it */
    } else if (first != NULL) {
        n = parse_node(p, NODE_EXPR, start);
        n->expr.value = first;
    }
    const bool is_whole =
        n != NULL
        && (n->kind != NODE_EXPR || parse_at(p, TOKEN_NEWLINE) || parse_at(p, TOKEN_SEMICOLON));
    if (p->explaining && !p->raised && !is_whole) {
        const int end = p->mark;
        p->mark = start;
        explain_assignment(p);
        p->mark = end;
    }
    return p->raised ? NULL : n;
}
