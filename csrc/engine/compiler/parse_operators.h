/* parse_operators.h -- expressions of operators, from `or` down to `await`. */
#ifndef PKHOST_COMPILER_PARSE_OPERATORS_H
#define PKHOST_COMPILER_PARSE_OPERATORS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_disjunction(parser *p); /* conjunction ('or' conjunction)* */
node *parse_bitwise_or(parser *p);  /* and all operators that bind closer */

#pragma GCC visibility pop

#endif
