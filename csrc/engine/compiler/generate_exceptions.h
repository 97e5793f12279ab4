/* generate_exceptions.h -- try, with, raise, assert. */
#ifndef PKHOST_COMPILER_GENERATE_EXCEPTIONS_H
#define PKHOST_COMPILER_GENERATE_EXCEPTIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_try(generator *g, node *n); /* except* too */
bool generate_with(generator *g, node *n);
bool generate_raise(generator *g, node *n);
bool generate_assert(generator *g, node *n);

#pragma GCC visibility pop

#endif
