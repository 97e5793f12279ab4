/* scopes_find.h -- the scopes of a tree, and where each of its names lies. */
#ifndef PKHOST_COMPILER_SCOPES_FIND_H
#define PKHOST_COMPILER_SCOPES_FIND_H

#include "compiler/scopes.h"

#pragma GCC visibility push(hidden)

/* The scopes of a whole tree, hung to its nodes.  False: *error. */
bool scopes_find(arena *a, node *module, syntax_error *error);
/* The scope that a name means in `s`: a comprehension that is inlined has only its own names, all
 * others are those of the function around. */
scope *scope_of_name(scope *s, identifier name);

#pragma GCC visibility pop

#endif
