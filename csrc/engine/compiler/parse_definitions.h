/* parse_definitions.h -- functions and classes, and their decorators. */
#ifndef PKHOST_COMPILER_PARSE_DEFINITIONS_H
#define PKHOST_COMPILER_PARSE_DEFINITIONS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

node *parse_function(parser *p);  /* function_def_raw, from 'async' or 'def' on */
node *parse_class(parser *p);     /* class_def_raw */
node *parse_decorated(parser *p); /* decorators (function_def_raw | class_def_raw) */

#pragma GCC visibility pop

#endif
