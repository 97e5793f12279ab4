/* generate_calls.h -- calls and their arguments. */
#ifndef PKHOST_COMPILER_GENERATE_CALLS_H
#define PKHOST_COMPILER_GENERATE_CALLS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

/* [callable, self or nil] -> [result] */
bool generate_arguments(generator *g, node *n, node_list arguments, node_list keywords);
/* super() without arguments, in a method: what it stands for is generated.  False: it is another
 * call. */
bool generate_is_super(const generator *g, const node *n);
void generate_super(generator *g, const node *n);
/* Keywords, as a dict; `callable_below`: how far below TOP the callable is then. */
bool generate_keywords(generator *g, node_list keywords, int callable_below);
bool generate_check_keywords(generator *g, node_list keywords);

#pragma GCC visibility pop

#endif
