/* generate_functions.h -- def, lambda, class, and the code of each. */
#ifndef PKHOST_COMPILER_GENERATE_FUNCTIONS_H
#define PKHOST_COMPILER_GENERATE_FUNCTIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_function(generator *g,
                       node *n);            /* FunctionDef, AsyncFunctionDef, Lambda: leaves it */
bool generate_class(generator *g, node *n); /* leaves the class */

/* A function whose code is what `body` generates, up to and with its return: leaves it.
 * `parts`: what is on the stack for it already (enum function_parts). */
bool generate_inner(generator *g, scope *s, node *n, uint32_t flags, int parts,
                    bool (*body)(generator *inner, node *n));
void generate_return_none(generator *g);
/* A body's docstring; NULL: none. */
const constant *generate_docstring(node_list body);

#pragma GCC visibility pop

#endif
