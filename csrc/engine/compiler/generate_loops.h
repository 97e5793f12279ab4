/* generate_loops.h -- if, while, for, async for. */
#ifndef PKHOST_COMPILER_GENERATE_LOOPS_H
#define PKHOST_COMPILER_GENERATE_LOOPS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_if(generator *g, node *n);
bool generate_while(generator *g, node *n);
bool generate_for(generator *g, node *n);
bool generate_async_for(generator *g, node *n);
/* [asynchronous iterator] -> [it, its next]; when it has ended, on to `handler`. */
void generate_async_next(generator *g, label handler);

#pragma GCC visibility pop

#endif
