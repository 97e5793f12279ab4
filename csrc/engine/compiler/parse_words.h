/* parse_words.h -- which token is a keyword, and one pointer for each spelling of a name. */
#ifndef PKHOST_COMPILER_PARSE_WORDS_H
#define PKHOST_COMPILER_PARSE_WORDS_H

#include "compiler/parse_state.h"

#pragma GCC visibility push(hidden)

/* Of p->source: sets p->kinds, p->names and p->words. */
void parse_words(parser *p);

#pragma GCC visibility pop

#endif
