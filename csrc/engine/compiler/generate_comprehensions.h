/* generate_comprehensions.h -- comprehensions and generator expressions. */
#ifndef PKHOST_COMPILER_GENERATE_COMPREHENSIONS_H
#define PKHOST_COMPILER_GENERATE_COMPREHENSIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_comprehension(generator *g, node *n);

#pragma GCC visibility pop

#endif
