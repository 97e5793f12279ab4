/* syntax.c -- syntax errors in words that people know, and where they are.
 *
 * PocketPy's compiler makes every error of its own in one function,
 * SyntaxError(), which knows the token that it stands at.  Ours takes its
 * place: it names tokens as they are written in the source ("@eol" is the end
 * of the line), finds the bracket that was never closed, and notes the column.
 * Errors of the lexer carry their line only; what is missing is found in the
 * line's text.
 *
 * The column reaches the host in the exception: PocketPy's own entry for the
 * place of a syntax error has a value that only a debugger uses, and there it
 * is put (see py_BaseException__stpush in language/raise.c).
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "base/versions.h"
#include "interpose/bytecode.h"
#include "interpose/characters.h"
#include "interpose/trial.h"
#include "memory/region.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MOST = 40 }; /* bytes of a token that a message shows */

/* The beginning of PocketPy's own struct, which no header has (its compiler/compiler.c). */
typedef struct Compiler {
    SourceData_ src;
    Token *tokens;
    int tokens_length;
    COMPILER_MEMBERS_BEFORE_I
    int i; /* the current token */
} Compiler;

Error *SyntaxError(Compiler *compiler, const char *format, ...);

/* For a check of that struct (interpose/assumptions.c): what the lexer returned for a source whose
 * only mistake is a closing parenthesis, and whether SyntaxError() found the same in the struct. */
static _Thread_local struct {
    bool under_way, as_expected;
    SourceData_ source;
    Token *tokens;
    int count;
} trial;

void syntax_try_begin(void)
{
    trial.source = NULL;
    trial.as_expected = false;
    trial.under_way = true;
}

bool syntax_try_end(void)
{
    trial.under_way = false;
    return trial.as_expected;
}

/* ----------------------------------------------------------------------- places */

static bool is_in(const struct SourceData *source, const char *at)
{
    return source->source != NULL && at >= source->source->data
           && at <= source->source->data + source->source->size;
}

/* The column of a place in the source, from 1, in characters; 0 if it is not there. */
static int column_of(const struct SourceData *source, const char *at)
{
    int column = 1;

    if (!is_in(source, at))
        return 0;
    while (at > source->source->data && at[-1] != '\n') {
        at--;
        column += !characters_continues(*at);
    }
    return column;
}

/* A line's text without its end, or NULL. */
static const char *line_of(const struct SourceData *source, int line, const char **end)
{
    if (source->source == NULL)
        return NULL;
    const char *at = source->source->data, *const last = at + source->source->size;
    while (--line > 0) {
        at = memchr(at, '\n', (size_t)(last - at));
        if (at == NULL)
            return NULL;
        at++;
    }
    *end = memchr(at, '\n', (size_t)(last - at));
    if (*end == NULL)
        *end = last;
    return at;
}

/* ----------------------------------------------------------------------- words */

static bool ends_something(const Token *t)
{
    return t->type == TK_EOL || t->type == TK_EOF || t->type == TK_DEDENT;
}

/* The words for a token that was found. */
static const char *found(const struct SourceData *source, const Token *t, char *buffer, size_t size)
{
    switch (t->type) {
    case TK_EOL: return "the end of the line";
    case TK_EOF: return "the end of the source";
    case TK_INDENT: return "an indented line";
    case TK_DEDENT: return "the end of the block";
    case TK_STR: return "a string";
    case TK_BYTES: return "a bytes literal";
    case TK_FSTR_BEGIN:
    case TK_FSTR_CPNT:
    case TK_FSTR_SPEC:
    case TK_FSTR_END: return "an f-string";
    default: break;
    }
    if (t->length <= 0 || !is_in(source, t->start) || !is_in(source, t->start + t->length))
        return "something else";
    snprintf(buffer, size, "'%.*s'", characters_within(t->start, t->length, SHOWN_MOST), t->start);
    return buffer;
}

/* The words for a token that was expected, from PocketPy's name for it. */
static const char *wanted(const char *symbol, char *buffer, size_t size)
{
    static const struct {
        const char *symbol, *words;
    } names[] = {
        { "@id", "a name" },
        { "@num", "a number" },
        { "@str", "a string" },
        { "@eol", "a new line" },
        { "@eof", "the end of the source" },
        { "@indent", "an indented block" },
        { "@dedent", "the end of the indented block" },
        { "@fstr-end", "the end of the f-string" },
    };
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(symbol, names[i].symbol) == 0)
            return names[i].words;
    snprintf(buffer, size, "'%s'", symbol);
    return buffer;
}

static bool opens(const Token *t)
{
    return t->type == TK_LPAREN || t->type == TK_LBRACKET || t->type == TK_LBRACE;
}

static bool closes(const Token *t)
{
    return t->type == TK_RPAREN || t->type == TK_RBRACKET || t->type == TK_RBRACE;
}

/* The innermost bracket that is open before a token, or NULL. */
static const Token *open_bracket(const Compiler *c, const Token *before)
{
    int closed = 0;
    for (const Token *t = before - 1; t >= c->tokens; t--) {
        if (closes(t))
            closed++;
        else if (opens(t) && closed-- == 0)
            return t;
    }
    return NULL;
}

/* Whether a bracket has no other half up to the end of the source. */
static bool is_never_closed(const Compiler *c, const Token *bracket)
{
    int depth = 0;
    for (const Token *t = bracket; t < c->tokens + c->tokens_length; t++) {
        depth += opens(t) - closes(t);
        if (depth == 0)
            return false;
    }
    return true;
}

static bool is_word(const Token *t, const char *word)
{
    return t->type == TK_ID && t->length == (int)strlen(word)
           && memcmp(t->start, word, (size_t)t->length) == 0;
}

/* The words for a token that cannot stand where it does. */
static void unexpected(const Compiler *c, const Token *t, char *message, size_t size)
{
    char text[SHOWN_MOST + 3];
    const Token *before = t > c->tokens ? t - 1 : t;

    if (t->type == TK_INDENT)
        snprintf(message, size, "unexpected indent");
    else if (is_word(before, "nonlocal") || is_word(before, "async") || is_word(before, "await"))
        snprintf(message, size, "'%.*s' is not supported", before->length, before->start);
    else if ((is_word(before, "print") || is_word(before, "exec")) && !ends_something(t))
        snprintf(message, size, "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?",
                 before->length, before->start, before->length, before->start);
    else
        snprintf(message, size, "invalid syntax: %s cannot stand here",
                 found(c->src, t, text, sizeof text));
}

static void expected(const Compiler *c, const char *what, const Token *t, char *message,
                     size_t size)
{
    char text[SHOWN_MOST + 3];

    if (t->type == TK_FOR && strcmp(what, "')'") == 0)
        snprintf(message, size,
                 "generator expressions are not supported; write a list in "
                 "brackets, as [x for x in y]");
    else if (t->type == TK_EOL || t->type == TK_EOF)
        snprintf(message, size, "expected %s at %s", what, found(c->src, t, text, sizeof text));
    else
        snprintf(message, size, "expected %s, but found %s%s", what,
                 found(c->src, t, text, sizeof text),
                 t->type == TK_ASSIGN && *what == '\'' ? "; did you mean '=='?" : "");
}

/* ----------------------------------------------------------------------- errors */

static Error *make_error(SourceData_ source, const Token *t)
{
    Error *error = PK_MALLOC(sizeof *error);
    error->src = source;
    PK_INCREF(source);
    error->lineno = t->line;
    pkhost_here->checks.syntax_column = column_of(source, t->start);
    return error;
}

/* During that check: no pointer of the struct is followed, as it may be none. */
static Error *try_compiler(const Compiler *c)
{
    trial.as_expected = c->src == trial.source && c->tokens == trial.tokens
                        && c->tokens_length == trial.count && c->i >= 0 && c->i < trial.count
                        && trial.tokens[c->i].type == TK_RPAREN;
    return make_error(trial.source, trial.tokens);
}

EXPORT Error *SyntaxError(Compiler *c, const char *format, ...)
{
    if (UNLIKELY(trial.under_way))
        return try_compiler(c);
    const Token *t = &c->tokens[c->i < c->tokens_length ? c->i : c->tokens_length - 1];
    const bool takes_symbols = strstr(format, "got ") != NULL;
    const char *symbol = NULL;
    char text[SHOWN_MOST + 3];
    va_list arguments;

    /* At the end of the source, or of a line, the cause may be a bracket that was not closed. */
    const bool at_end = t->type == TK_EOF || t->type == TK_DEDENT;
    const bool at_next_line = t > c->tokens && t->line > t[-1].line;
    const Token *open = (at_end || at_next_line) && takes_symbols ? open_bracket(c, t) : NULL;
    if (open != NULL && (at_end || is_never_closed(c, open))) {
        Error *error = make_error(c->src, open);
        snprintf(error->msg, sizeof error->msg, "'%.*s' was never closed", open->length,
                 open->start);
        return error;
    }
    Error *error = make_error(c->src, t);
    if (t->type == TK_INDENT && c->i + 1 < c->tokens_length)
        pkhost_here->checks.syntax_column = column_of(c->src, t[1].start);
    va_start(arguments, format);
    if (strcmp(format, "expected '%s', got '%s'") == 0) {
        symbol = va_arg(arguments, const char *);
        if (strcmp(symbol, "@indent") == 0)
            snprintf(error->msg, sizeof error->msg, "expected an indented block");
        else
            expected(c, wanted(symbol, text, sizeof text), t, error->msg, sizeof error->msg);
    } else if (strcmp(format, "expected an expression, got %s") == 0) {
        if (t->type == TK_INDENT)
            unexpected(c, t, error->msg, sizeof error->msg);
        else
            expected(c, "an expression", t, error->msg, sizeof error->msg);
    } else if (strcmp(format, "expected 'case', got '%s'") == 0) {
        expected(c, "'case'", t, error->msg, sizeof error->msg);
    } else if (strcmp(format, "expected a literal, got '%s'") == 0) {
        /* The default of a parameter: it is the token before. */
        const Token *value = t > c->tokens ? t - 1 : t;
        pkhost_here->checks.syntax_column = column_of(c->src, value->start);
        error->lineno = value->line;
        snprintf(error->msg, sizeof error->msg, "a default value must be a literal, not %s",
                 found(c->src, value, text, sizeof text));
    } else if (strcmp(format, "expected an infix operator, got %s") == 0
               || strcmp(format, "expected statement end") == 0) {
        unexpected(c, t, error->msg, sizeof error->msg);
    } else {
        vsnprintf(error->msg, sizeof error->msg, format, arguments);
        /* "'return' outside function" is about the token before. */
        if (*format == '\'' && t > c->tokens && is_in(c->src, t[-1].start)) {
            error->lineno = t[-1].line;
            pkhost_here->checks.syntax_column = column_of(c->src, t[-1].start);
        }
    }
    va_end(arguments);
    return error;
}

/* The first string of the source that is not closed (in its line, unless it has three quotes), or
 * NULL. The lexer's own line number is not usable: it is that of the next line; at the end of the
 * source, that of the line before; for three quotes, that of the last line. */
static const char *unterminated(const char *at, const char *end, int *quotes)
{
    while (at < end) {
        if (*at == '#') {
            while (at < end && *at != '\n')
                at++;
            continue;
        }
        const char *const start = at++;
        if (*start != '"' && *start != '\'')
            continue;
        *quotes = at + 1 < end && at[0] == *start && at[1] == *start ? 3 : 1;
        at = start + *quotes;
        for (int closing = 0; closing < *quotes; at++) {
            if (at >= end || (*quotes == 1 && *at == '\n'))
                return start;
            closing = *at == *start ? closing + 1 : 0;
            if (*at == '\\' && at + 1 < end)
                at++;
        }
    }
    return NULL;
}

/* The first character of a line, outside of strings, that is not allowed in source. */
static const char *unusable(const char *at, const char *end)
{
    while (at < end && *at != '#') {
        const char *const start = at++;
        if (*start == '"' || *start == '\'') {
            while (at < end && *at != *start)
                at += *at == '\\' && at + 1 < end ? 2 : 1;
            if (at < end)
                at++;
        } else if ((unsigned char)*start >= 0x80) {
            const int size = c11__u8_header((unsigned char)*start, true);
            if (size < 2 || at - 1 + size > end
                || !c11__is_unicode_Lo_char(c11__u8_value(size, start)))
                return start;
            at = start + size;
        } else if (*start == '$' || *start == '?' || *start == '`' || *start == '!'
                   || (unsigned char)*start < '\t') {
            if (*start != '!' || at >= end || *at != '=')
                return start;
        }
    }
    return NULL;
}

/* Replace the lexer's message; `error` has the line. */
static void explain_lexer(const struct SourceData *source, Error *error)
{
    const char *end = NULL, *at = NULL;
    if (error->lineno < 1)
        error->lineno = 1;
    const char *line = line_of(source, error->lineno, &end);
    const bool is_character = strcmp(error->msg, "@id contains invalid char") == 0
                              || strncmp(error->msg, "invalid char:", 13) == 0;

    if (strcmp(error->msg, "EOL while scanning string literal") == 0) {
        int quotes = 1;
        const char *const first = line_of(source, 1, &end);
        if (first != NULL) {
            at = unterminated(first, first + source->source->size, &quotes);
            if (at != NULL)
                error->lineno = 1;
            for (const char *c = first; c < at; c++)
                error->lineno += *c == '\n';
        }
        snprintf(error->msg, sizeof error->msg, "unterminated %sstring literal",
                 quotes == 3 ? "triple-quoted " : "");
    } else if (is_character) {
        at = line == NULL ? NULL : unusable(line, end);
        const int size = at == NULL ? 0 : c11__u8_header((unsigned char)*at, true);
        if (size == 0 || at + size > end)
            snprintf(error->msg, sizeof error->msg, "invalid character");
        else
            snprintf(error->msg, sizeof error->msg, "invalid character '%.*s' (U+%04X)", size, at,
                     (unsigned)c11__u8_value(size, at));
    } else if (strcmp(error->msg, "int literal is too large") == 0) {
        snprintf(error->msg, sizeof error->msg, "an integer has at most 64 bits here");
    }
    pkhost_here->checks.syntax_column = at == NULL ? 0 : column_of(source, at);
}

EXPORT Error *Lexer__process(SourceData_ source, Token **tokens, int *count)
{
    Error *error = pkhost_originals.lex(source, tokens, count);
    if (error != NULL)
        explain_lexer(source, error);
    else
        bytecode_correct_tokens(*tokens, count);
    if (UNLIKELY(trial.under_way)) {
        trial.source = source;
        trial.tokens = *tokens;
        trial.count = *count;
    }
    return error;
}
