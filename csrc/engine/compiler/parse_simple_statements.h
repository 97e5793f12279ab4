/* parse_simple_statements.h -- statements that fit into a line. */
#ifndef PKHOST_COMPILER_PARSE_SIMPLE_STATEMENTS_H
#define PKHOST_COMPILER_PARSE_SIMPLE_STATEMENTS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* simple_stmts: ';'.simple_stmt+ [';'] NEWLINE -- pushed */
bool parse_simple_statements(parser *p);

#pragma GCC visibility pop

#endif
