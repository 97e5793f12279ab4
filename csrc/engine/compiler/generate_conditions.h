/* generate_conditions.h -- tests, and what follows from them. */
#ifndef PKHOST_COMPILER_GENERATE_CONDITIONS_H
#define PKHOST_COMPILER_GENERATE_CONDITIONS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

enum truth { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_TRUE };

/* Jumps to `target` if the truth of n is jump_if; else falls through. */
bool generate_condition(generator *g, node *n, label target, bool jump_if);
/* What is known of a test without running it. */
enum truth generate_known_truth(const node *n);

bool generate_compare(generator *g, node *n); /* without n->compare.left, which is there */
bool generate_bool_op(generator *g, node *n);
bool generate_if_exp(generator *g, node *n);

#pragma GCC visibility pop

#endif
