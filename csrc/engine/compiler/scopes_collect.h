/* scopes_collect.h -- the walk over a tree that makes its scopes, with what each does to each name. */
#ifndef PKHOST_COMPILER_SCOPES_COLLECT_H
#define PKHOST_COMPILER_SCOPES_COLLECT_H

#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* The module's scope, with all others in it; each is hung to its node.  NULL: *error. */
scope *scopes_collect(arena *a, node *module, syntax_error *error);

#pragma GCC visibility pop

#endif
