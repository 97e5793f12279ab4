/* generate_displays.h -- lists, tuples, sets, dicts, slices and f-strings, written out. */
#ifndef PKHOST_COMPILER_GENERATE_DISPLAYS_H
#define PKHOST_COMPILER_GENERATE_DISPLAYS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_list(generator *g, node_list elements); /* starred ones too */
bool generate_tuple(generator *g, node_list elements);
bool generate_set(generator *g, node_list elements);
bool generate_dict(generator *g, node *n);
bool generate_slice(generator *g, node *n);
bool generate_joined_str(generator *g, node *n);
bool generate_formatted_value(generator *g, node *n);
/* A tuple of identifiers, as a constant. */
void generate_names_tuple(generator *g, const identifier *names, int count);

#pragma GCC visibility pop

#endif
