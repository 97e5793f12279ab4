/* generate_coroutines.h -- yield, yield from, await. */
#ifndef PKHOST_COMPILER_GENERATE_COROUTINES_H
#define PKHOST_COMPILER_GENERATE_COROUTINES_H

#include "compiler/generator.h"
#include "language/operations.h"

#pragma GCC visibility push(hidden)

bool generate_yield(generator *g, node *n);
bool generate_yield_from(generator *g, node *n);
bool generate_await(generator *g, node *n);
/* [awaitable] -> [its result]; `of` (language/handlers.h): what gave the awaitable, for errors */
void generate_awaited(generator *g, enum awaited_of of);
void generate_yielded(generator *g); /* [value] -> [what was sent] */

#pragma GCC visibility pop

#endif
