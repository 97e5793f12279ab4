/* parse_statements.h -- any statement. */
#ifndef PKHOST_COMPILER_PARSE_STATEMENTS_H
#define PKHOST_COMPILER_PARSE_STATEMENTS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* compound_stmt: NULL: it is wrong, or there is none -- *is_compound says which */
node *parse_compound_statement(parser *p, bool *is_compound);
/* statement: compound_stmt | simple_stmts -- pushed */
bool parse_statement(parser *p);

#pragma GCC visibility pop

#endif
