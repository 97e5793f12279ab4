/* generate_coroutines.h -- yield, yield from, await. */
#ifndef PKHOST_COMPILER_GENERATE_COROUTINES_H
#define PKHOST_COMPILER_GENERATE_COROUTINES_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_yield(generator *g, node *n);
bool generate_yield_from(generator *g, node *n);
bool generate_await(generator *g, node *n);
void generate_awaited(generator *g); /* [awaitable] -> [its result] */
void generate_yielded(generator *g); /* [value] -> [what was sent] */

#pragma GCC visibility pop

#endif
