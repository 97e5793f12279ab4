/* parse_blocks.h -- the statements of a block. */
#ifndef PKHOST_COMPILER_PARSE_BLOCKS_H
#define PKHOST_COMPILER_PARSE_BLOCKS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* statements: statement+ -- up to a DEDENT or the end; false: one is wrong, or there is none */
bool parse_statements(parser *p, node_list *list);
/* block: NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block */
bool parse_block(parser *p, node_list *list);
/* ':' block */
bool parse_colon_and_block(parser *p, node_list *list);

#pragma GCC visibility pop

#endif
