/* parse_primaries.h -- atoms, and what is done to them by ".", "(" and "[". */
#ifndef PKHOST_COMPILER_PARSE_PRIMARIES_H
#define PKHOST_COMPILER_PARSE_PRIMARIES_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* primary:
 *     | primary '.' NAME
 *     | primary genexp
 *     | primary '(' [arguments] ')'
 *     | primary '[' slices ']'
 *     | atom */
node *parse_primary(parser *p);
node *parse_number(parser *p); /* NUMBER, which is the next token: a Constant */

#pragma GCC visibility pop

#endif
