/* parse_loops.h -- if, while and for. */
#ifndef PKHOST_COMPILER_PARSE_LOOPS_H
#define PKHOST_COMPILER_PARSE_LOOPS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_if(parser *p);
node *parse_while(parser *p);
node *parse_for(parser *p); /* from 'async' or 'for' on */
/* [else_block]: else_block: invalid_else_stmt | 'else' &&':' block -- false: it is wrong */
bool parse_else(parser *p, node_list *list);

#pragma GCC visibility pop

#endif
