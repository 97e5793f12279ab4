/* generate_expressions.h -- operators, attributes, subscripts, and all other expressions. */
#ifndef PKHOST_COMPILER_GENERATE_EXPRESSIONS_H
#define PKHOST_COMPILER_GENERATE_EXPRESSIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

/* What leans to the left: operators, attributes, subscripts, calls and comparisons. */
bool generate_leaning(generator *g, node *n);
bool generate_unary_op(generator *g, node *n);
void generate_binary(generator *g, enum binary_operator op, bool in_place); /* [a, b] -> [result] */

#pragma GCC visibility pop

#endif
