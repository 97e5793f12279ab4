/* generate.h -- from a tree, whose scopes are found, to code. */
#ifndef PKHOST_COMPILER_GENERATE_H
#define PKHOST_COMPILER_GENERATE_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

/* Constructs `code`, and fills it; false: *error, and there is nothing to destroy. */
bool generate_module(arena *a, SourceData_ source, node *module, CodeObject *code,
                     syntax_error *error);

#pragma GCC visibility pop

#endif
