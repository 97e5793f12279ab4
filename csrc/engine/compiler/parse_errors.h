/* parse_errors.h -- where CPython places its errors, and what it calls expressions in them. */
#ifndef PKHOST_COMPILER_PARSE_ERRORS_H
#define PKHOST_COMPILER_PARSE_ERRORS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

place parse_span(place first, place last); /* from the one's begin to the other's end */

/* At the furthest token that was looked at: CPython's RAISE_SYNTAX_ERROR. */
void parse_raise_here(parser *p, const char *message);
/* From `first` to the end of the furthest token: RAISE_SYNTAX_ERROR_STARTING_FROM. */
void parse_raise_from(parser *p, place first, const char *message);
/* "expected ':'" and the like at the next token, if it is another: a &&'…' of the grammar, which
 * is an error at once, also where nothing is explained. */
bool parse_force(parser *p, int kind, const char *text);

/* NEWLINE !INDENT: "expected an indented block after 'if' statement on line 3".  `what` NULL: it is not
 * known what the block would belong to. */
void parse_raise_without_block(parser *p, const char *what, int line);

const char *parse_expression_name(const node *expression); /* "function call" */

enum target_kind { TARGET_OF_ASSIGNMENT, TARGET_OF_FOR, TARGET_OF_DEL };
/* "cannot assign to …" or "cannot delete …", if a part of the expression is no target. */
void parse_raise_invalid_target(parser *p, const node *expression, enum target_kind kind);

/* Sets *p->error for a source that did not parse; `last` is the furthest token of the first reading. */
void parse_conclude(parser *p, int last);

#pragma GCC visibility pop

#endif
