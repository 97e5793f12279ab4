/* parse_arguments.h -- the arguments of a call, and of a class. */
#ifndef PKHOST_COMPILER_PARSE_ARGUMENTS_H
#define PKHOST_COMPILER_PARSE_ARGUMENTS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* arguments: args [','] &')' | invalid_arguments -- a Call without a function; NULL: no match */
node *parse_arguments(parser *p);

/* Behind a function that begins at the token `start`, at a '(':
 *     primary: primary genexp | primary '(' [arguments] ')' */
node *parse_call(parser *p, int start, node *function);

#pragma GCC visibility pop

#endif
