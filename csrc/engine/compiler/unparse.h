/* unparse.h -- an expression of the tree as a text, as CPython's Python/ast_unparse.c writes it. */
#ifndef PKHOST_COMPILER_UNPARSE_H
#define PKHOST_COMPILER_UNPARSE_H

#include "base/pocketpy.h"
#include "compiler/tree.h"

#pragma GCC visibility push(hidden)

/* Appends it.  False: it is nested too deep, or a PocketPy exception is set. */
bool unparse(c11_sbuf *to, const node *expression);

#pragma GCC visibility pop

#endif
