/* check_reach.h -- statements that nothing reaches, and what is imported. */
#ifndef PKHOST_COMPILER_CHECK_REACH_H
#define PKHOST_COMPILER_CHECK_REACH_H

#include "compiler/check_findings.h"
#include "compiler/tree.h"

#pragma GCC visibility push(hidden)

void check_reach(arena *a, const node *module, findings *out);

#pragma GCC visibility pop

#endif
