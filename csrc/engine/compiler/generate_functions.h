/* generate_functions.h -- def, lambda, class. */
#ifndef PKHOST_COMPILER_GENERATE_FUNCTIONS_H
#define PKHOST_COMPILER_GENERATE_FUNCTIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_function(generator *g, node *n); /* async def too: leaves the function */
bool generate_lambda(generator *g, node *n);
bool generate_class(generator *g, node *n); /* leaves the class */

#pragma GCC visibility pop

#endif
