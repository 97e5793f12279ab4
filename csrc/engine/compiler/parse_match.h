/* parse_match.h -- the match statement. */
#ifndef PKHOST_COMPILER_PARSE_MATCH_H
#define PKHOST_COMPILER_PARSE_MATCH_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* match_stmt, at a name "match": which may be a name after all, and then the result is NULL */
node *parse_match(parser *p);

#pragma GCC visibility pop

#endif
