/* tokens.h -- a source, cut into tokens.
 *
 * The tokens are CPython's (its Lib/token.py; f-strings as its 3.12 has them): comments and
 * blank lines give none, brackets join lines, INDENT and DEDENT stand for indentation, the last
 * token is TOKEN_END.  Keywords are TOKEN_NAMEs; the parser knows them.
 * Errors have CPython's words (its Parser/tokenizer.c).
 */
#ifndef PKHOST_COMPILER_TOKENS_H
#define PKHOST_COMPILER_TOKENS_H

#include "compiler/arena.h"
#include "compiler/source.h"

#include <stdint.h>

#pragma GCC visibility push(hidden)

/* name, text: of operators and brackets the text, else NULL */
#define TOKEN_KINDS(X)                                                                            \
    X(END, NULL) X(NEWLINE, NULL) X(INDENT, NULL) X(DEDENT, NULL)                                 \
    X(NAME, NULL) X(NUMBER, NULL) X(STRING, NULL)                                                 \
    X(FSTRING_START, NULL) X(FSTRING_MIDDLE, NULL) X(FSTRING_END, NULL)                           \
    X(LEFT_PARENTHESIS, "(") X(RIGHT_PARENTHESIS, ")")                                            \
    X(LEFT_BRACKET, "[") X(RIGHT_BRACKET, "]")                                                    \
    X(LEFT_BRACE, "{") X(RIGHT_BRACE, "}")                                                        \
    X(COLON, ":") X(COMMA, ",") X(SEMICOLON, ";") X(DOT, ".") X(ELLIPSIS, "...")                  \
    X(PLUS, "+") X(MINUS, "-") X(STAR, "*") X(SLASH, "/") X(VERTICAL_BAR, "|")                    \
    X(AMPERSAND, "&") X(LESS, "<") X(GREATER, ">") X(EQUAL, "=") X(PERCENT, "%")                  \
    X(EQUAL_EQUAL, "==") X(NOT_EQUAL, "!=") X(LESS_EQUAL, "<=") X(GREATER_EQUAL, ">=")            \
    X(TILDE, "~") X(CIRCUMFLEX, "^") X(LEFT_SHIFT, "<<") X(RIGHT_SHIFT, ">>")                     \
    X(DOUBLE_STAR, "**") X(DOUBLE_SLASH, "//") X(AT, "@") X(RIGHT_ARROW, "->")                    \
    X(COLON_EQUAL, ":=") X(EXCLAMATION, "!")                                                      \
    X(PLUS_EQUAL, "+=") X(MINUS_EQUAL, "-=") X(STAR_EQUAL, "*=") X(SLASH_EQUAL, "/=")             \
    X(PERCENT_EQUAL, "%=") X(AMPERSAND_EQUAL, "&=") X(VERTICAL_BAR_EQUAL, "|=")                   \
    X(CIRCUMFLEX_EQUAL, "^=") X(LEFT_SHIFT_EQUAL, "<<=") X(RIGHT_SHIFT_EQUAL, ">>=")              \
    X(DOUBLE_STAR_EQUAL, "**=") X(DOUBLE_SLASH_EQUAL, "//=") X(AT_EQUAL, "@=")

enum token_kind {
#define X(name, text) TOKEN_##name,
    TOKEN_KINDS(X)
#undef X
};

typedef struct token {
    enum token_kind kind;
    place place;
    /* As it stands in the source: start and size.  Of a FSTRING_MIDDLE: as it stands there too,
     * with "{{" and "}}" not yet replaced.  Of a FSTRING_START: prefix and quotes. */
    const char *text;
    int size;
    bool raw;         /* of FSTRING_*: the prefix has an r */
    bool format_spec; /* of FSTRING_MIDDLE: it is part of a format specification */
} token;

typedef struct tokens {
    token *items;
    int count;
    const char *source; /* NUL-terminated; a byte order mark is skipped */
    int source_size;
    /* The first error, if any: the tokens before it are there, followed by a TOKEN_END.  It
     * is the parser that decides which error to show: its own, if that stands before this one. */
    bool failed;
    syntax_error error;
    /* Brackets that are open at the end, the innermost last: "'(' was never closed". */
    const token **open;
    int open_count;
} tokens;

/* Of the whole source, which is to be UTF-8 and to have no NUL inside (else it fails). */
void tokens_read(arena *a, const char *source, int size, tokens *out);

/* ------------------------------------------------------------------ what literals mean */

/* A str or bytes literal: the text between quotes, escapes replaced.  WTF-8 for lone surrogates.
 * False: *error, at `t`.  *is_bytes by the prefix. */
bool literal_string(arena *a, const token *t, const char **data, int *size, bool *is_bytes, syntax_error *error);
/* A FSTRING_MIDDLE: escapes (unless raw), and doubled braces replaced. */
bool literal_fstring_middle(arena *a, const token *t, const char **data, int *size, syntax_error *error);

enum number_kind { NUMBER_INT, NUMBER_BIG_INT, NUMBER_FLOAT, NUMBER_IMAGINARY };
typedef struct number {
    enum number_kind kind;
    int64_t integer;
    double real;           /* of a float or an imaginary */
    const char *digits;    /* of an int beyond 64 bits: hexadecimal or decimal digits, no prefix, no _ */
    int digit_count, base; /* 10 or 16 (2 and 8 become 16) */
} number;
void literal_number(arena *a, const token *t, number *out);

/* Whether a UTF-8 text is an identifier (XID_Start XID_Continue*), and its NFKC form, as CPython's
 * names are.  ASCII is the fast path. */
bool identifier_is_valid(const char *text, int size);
const char *identifier_normal(arena *a, const char *text, int size, int *normal_size);

#pragma GCC visibility pop

#endif
