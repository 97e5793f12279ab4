/* generate_names.h -- variables: loaded, stored, deleted, and given to inner functions. */
#ifndef PKHOST_COMPILER_GENERATE_NAMES_H
#define PKHOST_COMPILER_GENERATE_NAMES_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

void generate_name(generator *g, identifier name, enum expression_context context);
/* The cells that an inner function takes, as a tuple; false: it takes none, and nothing is pushed. */
bool generate_closure(generator *g, const scope *inner);
/* At the beginning of a function's code, or of a comprehension inlined in it (`s`). */
void generate_cells(generator *g, const scope *s);

#pragma GCC visibility pop

#endif
