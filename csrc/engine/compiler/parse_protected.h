/* parse_protected.h -- with and try: statements with something to do at their end. */
#ifndef PKHOST_COMPILER_PARSE_PROTECTED_H
#define PKHOST_COMPILER_PARSE_PROTECTED_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_with(parser *p); /* from 'async' or 'with' on */
node *parse_try(parser *p);

#pragma GCC visibility pop

#endif
