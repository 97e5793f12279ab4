/* generate_match.h -- match and its patterns. */
#ifndef PKHOST_COMPILER_GENERATE_MATCH_H
#define PKHOST_COMPILER_GENERATE_MATCH_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_match(generator *g, node *n);

#pragma GCC visibility pop

#endif
