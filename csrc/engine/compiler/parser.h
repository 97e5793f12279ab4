/* parser.h -- tokens to a tree: CPython 3.11's grammar (its Grammar/python.gram), a function a rule.
 *
 * A recursive descent with one token of look-ahead, and with going back where the grammar
 * needs it (assignment targets, "with (", lambda in an f-string, match as a name).  Each function
 * has the rule it parses above it, in the grammar's notation, to be held against CPython's.
 * Errors are CPython's invalid_* rules, in its words; where none applies, "invalid syntax" at the
 * furthest token that was looked at.
 */
#ifndef PKHOST_COMPILER_PARSER_H
#define PKHOST_COMPILER_PARSER_H

#include "compiler/tree.h"

#pragma GCC visibility push(hidden)

enum parse_mode { PARSE_EXEC, PARSE_EVAL, PARSE_SINGLE };

/* NULL: *error says why.  The tree and its texts live in `a`. */
node *parse(arena *a, const char *source, int size, enum parse_mode mode, syntax_error *error);

#pragma GCC visibility pop

#endif
