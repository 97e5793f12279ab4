/* parse_assignments.h -- statements that begin with an expression. */
#ifndef PKHOST_COMPILER_PARSE_ASSIGNMENTS_H
#define PKHOST_COMPILER_PARSE_ASSIGNMENTS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* assignment | star_expressions | yield_stmt -- an Assign, AugAssign, AnnAssign or Expr */
node *parse_assignment(parser *p);

#pragma GCC visibility pop

#endif
