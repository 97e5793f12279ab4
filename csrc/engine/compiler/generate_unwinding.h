/* generate_unwinding.h -- return, break, continue: what they leave on their way out. */
#ifndef PKHOST_COMPILER_GENERATE_UNWINDING_H
#define PKHOST_COMPILER_GENERATE_UNWINDING_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_return(generator *g, node *n);
bool generate_break(generator *g, node *n);
bool generate_continue(generator *g, node *n);
/* [] -> []: calls the __exit__ at `depth` with three None. */
void generate_exit_call(generator *g, const block *b, place p);
/* The end of a handler that has a name: the name is gone. */
void generate_unbind(generator *g, const node *handler);

#pragma GCC visibility pop

#endif
