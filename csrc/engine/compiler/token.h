/* token.h -- what a source is cut into.
 *
 * The tokens are CPython's (its Lib/token.py; f-strings as its 3.12 has them): comments and
 * blank lines give none, brackets join lines, INDENT and DEDENT stand for indentation, the last
 * token is TOKEN_END.  Keywords are TOKEN_NAMEs; the parser knows them.
 */
#ifndef PKHOST_COMPILER_TOKEN_H
#define PKHOST_COMPILER_TOKEN_H

#include "compiler/source.h"

/* clang-format off */
/* name, text: of operators and brackets the text, else NULL */
#define TOKEN_KINDS(X)                                                                            \
    X(END, NULL) X(NEWLINE, NULL) X(INDENT, NULL) X(DEDENT, NULL)                                 \
    X(NAME, NULL) X(NUMBER, NULL) X(STRING, NULL)                                                 \
    X(FSTRING_START, NULL) X(FSTRING_MIDDLE, NULL) X(FSTRING_END, NULL) X(UNKNOWN, NULL)          \
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
/* clang-format on */

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
    bool raw; /* of FSTRING_*: the prefix has an r */
    bool
        format_spec; /* of FSTRING_MIDDLE: it is part of a format specification; of COLON: begins one */
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

#endif
