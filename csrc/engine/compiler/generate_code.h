/* generate_code.h -- the code of a function, a class body or a comprehension. */
#ifndef PKHOST_COMPILER_GENERATE_CODE_H
#define PKHOST_COMPILER_GENERATE_CODE_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

/* A function whose code is what `body` generates, up to and with its return: leaves it.
 * `parts`: what is on the stack for it already (enum function_parts). */
bool generate_inner(generator *g, scope *s, node *n, uint32_t flags, int parts,
                    bool (*body)(generator *inner, node *n));
void generate_return_none(generator *g);
/* A body's docstring; NULL: none. */
const constant *generate_docstring(node_list body);

#pragma GCC visibility pop

#endif
