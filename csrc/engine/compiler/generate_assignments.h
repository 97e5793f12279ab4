/* generate_assignments.h -- targets: given a value, changed, deleted. */
#ifndef PKHOST_COMPILER_GENERATE_ASSIGNMENTS_H
#define PKHOST_COMPILER_GENERATE_ASSIGNMENTS_H

#include "compiler/generator.h"

#pragma GCC visibility push(hidden)

bool generate_store(generator *g, node *target); /* [value] -> [] */
bool generate_delete(generator *g, node *target);
bool generate_assign(generator *g, node *n);
bool generate_aug_assign(generator *g, node *n);
bool generate_ann_assign(generator *g, node *n);
/* An annotation's value: its text, if the source says so (from __future__ import annotations). */
bool generate_annotation(generator *g, node *annotation);

#pragma GCC visibility pop

#endif
