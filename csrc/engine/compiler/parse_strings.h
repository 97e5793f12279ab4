/* parse_strings.h -- string literals, alone or several in a row; f-strings. */
#ifndef PKHOST_COMPILER_PARSE_STRINGS_H
#define PKHOST_COMPILER_PARSE_STRINGS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* strings: (fstring | STRING)+ -- a Constant, or a JoinedStr if one of them is an f-string */
node *parse_strings(parser *p);

#pragma GCC visibility pop

#endif
