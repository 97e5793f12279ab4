/* tokenizer.h -- what the files that cut a source into tokens tell each other.
 *
 * tokens.c: lines, brackets, operators.  tokens_words.c: names and numbers.
 * tokens_strings.c: string literals, and f-strings. */
#ifndef PKHOST_COMPILER_TOKENIZER_H
#define PKHOST_COMPILER_TOKENIZER_H

#include "compiler/arena.h"
#include "compiler/token.h"

#pragma GCC visibility push(hidden)

/* CPython's MAXLEVEL, MAXINDENT and MAXFSTRINGLEVEL. */
enum { BRACKETS_MOST = 200, INDENTS_MOST = 100, MODES_MOST = 150 };
/* CPython's MAX_EXPR_NESTING: fields in the specifications of fields. */
enum { FIELDS_MOST = 3 };

/* An f-string that is open, or one of the replacement fields in it. */
typedef struct tokenizer_mode {
    bool is_text; /* text is read: of the f-string, or of a format specification */
    bool is_specification;
    bool is_raw;
    char quote;     /* of the f-string */
    int quote_size; /* 1 or 3 */
    int brackets;   /* of a field: how many are open in it at its top, its own brace included */
    place start;    /* of the f-string; of a field: of its brace */
} tokenizer_mode;

typedef struct tokenizer {
    arena *arena;
    tokens *out;
    int capacity; /* of out->items */
    const char *at, *end, *line_start;
    int line;
    const char *start_line_start; /* of the token that is being read */
    int start_line;
    bool at_line_start;
    const char *end_comment; /* a comment that ends the source, without a line's end */
    struct {
        int column, other;
    } indents[INDENTS_MOST];
    int indent_count;
    int brackets[BRACKETS_MOST]; /* the tokens that opened them */
    int bracket_count;
    tokenizer_mode modes[MODES_MOST];
    int mode_count;
} tokenizer;

void tokenizer_fail(tokenizer *t, place where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
place tokenizer_here(const tokenizer *t); /* where the last character that was read begins */
void tokenizer_begin(tokenizer *t);       /* a token begins */
token *tokenizer_add(tokenizer *t, enum token_kind kind, const char *start); /* it ends */
void tokenizer_end_line(tokenizer *t); /* over a line's end: \n, \r or \r\n */
void tokenizer_open(tokenizer *t, enum token_kind kind, const char *start);

void tokenizer_read_name(tokenizer *t);
void tokenizer_read_number(tokenizer *t);

bool tokenizer_begins_string(const tokenizer *t);
void tokenizer_read_string(tokenizer *t);
bool tokenizer_in_text(const tokenizer *t); /* of an f-string */
void tokenizer_read_text(tokenizer *t);
void tokenizer_enter_specification(tokenizer *t);
void tokenizer_leave_expression(tokenizer *t); /* after the brace that closes a field */
void tokenizer_fail_in_string(tokenizer *t);   /* the source ends in an f-string */
static inline tokenizer_mode *tokenizer_mode_now(tokenizer *t) /* NULL: not in an f-string */
{
    return t->mode_count > 0 ? &t->modes[t->mode_count - 1] : NULL;
}

#pragma GCC visibility pop

#endif
