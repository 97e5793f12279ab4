/* parse_patterns.h -- the patterns of `case`. */
#ifndef PKHOST_COMPILER_PARSE_PATTERNS_H
#define PKHOST_COMPILER_PARSE_PATTERNS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* patterns: open_sequence_pattern | pattern */
node *parse_patterns(parser *p);

#pragma GCC visibility pop

#endif
