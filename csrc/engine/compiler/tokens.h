/* tokens.h -- a source, cut into tokens.
 *
 * Errors have CPython's words (its Parser/tokenizer.c).
 */
#ifndef PKHOST_COMPILER_TOKENS_H
#define PKHOST_COMPILER_TOKENS_H

#include "compiler/arena.h"
#include "compiler/token.h"

#pragma GCC visibility push(hidden)

/* Of the whole source, which is to be UTF-8 and to have no NUL inside (else it fails). */
void tokens_read(arena *a, const char *source, int size, tokens *out);

#pragma GCC visibility pop

#endif
