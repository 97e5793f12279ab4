/* parse_expressions.h -- whole expressions, and what is wrong with them. */
#ifndef PKHOST_COMPILER_PARSE_EXPRESSIONS_H
#define PKHOST_COMPILER_PARSE_EXPRESSIONS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* expression: invalid_expression | invalid_legacy_expression
 *     | disjunction 'if' disjunction 'else' expression | disjunction | lambdef */
node *parse_expression(parser *p);
node *parse_expressions(parser *p);      /* ','.expression+ [','] -- a Tuple, if it has a comma */
node *parse_star_expressions(parser *p); /* ','.star_expression+ [','] -- likewise */
node *parse_star_named_expression(parser *p); /* '*' bitwise_or | named_expression */
node *parse_named_expression(
    parser *p); /* assignment_expression | invalid_named_expression | expression !':=' */
node *parse_argument_expression(parser *p); /* assignment_expression | expression !':=' */
node *parse_yield_expression(
    parser *p); /* 'yield' 'from' expression | 'yield' [star_expressions] */
node *parse_annotated_right_side(parser *p); /* annotated_rhs: yield_expr | star_expressions */

/* Whether a token may begin an expression; '*' may not. */
bool parse_begins_expression(int kind);

#pragma GCC visibility pop

#endif
