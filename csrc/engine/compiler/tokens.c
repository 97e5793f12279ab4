/* tokens.c -- lines, indentation, operators and brackets.
 *
 * The whole source is cut at once, from its begin to its end.  `modes` says what is being read:
 * code, or the text of an f-string, which nest in each other.  Errors have the words and the
 * place of CPython's Parser/tokenizer.c, where most are at the last character that was read. */
#include "compiler/tokens.h"

#include "compiler/tokenizer.h"

#include <string.h>

enum { TAB_WIDTH = 8 };

/* ------------------------------------------------------------------------- brackets */

static const char *closing_of(enum token_kind open)
{
    return open == TOKEN_LEFT_PARENTHESIS ? ")" : open == TOKEN_LEFT_BRACKET ? "]" : "}";
}

static void close_bracket(tokenizer *t, enum token_kind kind, const char *start)
{
    const tokenizer_mode *mode = tokenizer_mode_now(t);
    if (t->bracket_count == 0) {
        tokenizer_fail(t, tokenizer_here(t), "unmatched '%c'", *start);
        return;
    }
    const token *open = &t->out->items[t->brackets[t->bracket_count - 1]];
    if (*closing_of(open->kind) != *start) {
        if (mode != NULL && t->bracket_count == mode->brackets)
            tokenizer_fail(t, tokenizer_here(t), "f-string: unmatched '%c'", *start);
        else if (open->place.line != t->line)
            tokenizer_fail(t, tokenizer_here(t),
                           "closing parenthesis '%c' does not match opening parenthesis '%c' "
                           "on line %d",
                           *start, *open->text, open->place.line);
        else
            tokenizer_fail(t, tokenizer_here(t),
                           "closing parenthesis '%c' does not match opening parenthesis '%c'",
                           *start, *open->text);
        return;
    }
    t->bracket_count--;
    tokenizer_add(t, kind, start);
    if (mode != NULL && t->bracket_count == mode->brackets - 1)
        tokenizer_leave_expression(t);
}

/* ------------------------------------------------------------------------ operators */

/* An operator that "=" may follow, then it is another. */
static enum token_kind with_equal(char next, int *size, enum token_kind alone,
                                  enum token_kind equal)
{
    if (next != '=')
        return alone;
    (*size)++;
    return equal;
}

/* One that may be doubled: `plain` are its kinds without and with "=", `doubled` likewise. */
static enum token_kind maybe_doubled(const char *c, int *size, const enum token_kind plain[2],
                                     const enum token_kind doubled[2])
{
    if (c[1] != c[0])
        return with_equal(c[1], size, plain[0], plain[1]);
    (*size)++;
    return with_equal(c[2], size, doubled[0], doubled[1]);
}

/* The longest operator that begins with `c`, three characters (NUL: there is none).  TOKEN_UNKNOWN: none
 * does. */
static enum token_kind operator_at(const char *c, int *size)
{
    static const enum token_kind stars[2] = { TOKEN_STAR, TOKEN_STAR_EQUAL },
                                 two_stars[2] = { TOKEN_DOUBLE_STAR, TOKEN_DOUBLE_STAR_EQUAL },
                                 slash[2] = { TOKEN_SLASH, TOKEN_SLASH_EQUAL },
                                 two_slashes[2] = { TOKEN_DOUBLE_SLASH, TOKEN_DOUBLE_SLASH_EQUAL },
                                 less[2] = { TOKEN_LESS, TOKEN_LESS_EQUAL },
                                 left_shift[2] = { TOKEN_LEFT_SHIFT, TOKEN_LEFT_SHIFT_EQUAL },
                                 greater[2] = { TOKEN_GREATER, TOKEN_GREATER_EQUAL },
                                 right_shift[2] = { TOKEN_RIGHT_SHIFT, TOKEN_RIGHT_SHIFT_EQUAL };
    *size = 1;
    switch (c[0]) {
    case '(': return TOKEN_LEFT_PARENTHESIS;
    case ')': return TOKEN_RIGHT_PARENTHESIS;
    case '[': return TOKEN_LEFT_BRACKET;
    case ']': return TOKEN_RIGHT_BRACKET;
    case '{': return TOKEN_LEFT_BRACE;
    case '}': return TOKEN_RIGHT_BRACE;
    case ',': return TOKEN_COMMA;
    case ';': return TOKEN_SEMICOLON;
    case '~': return TOKEN_TILDE;
    case ':': return with_equal(c[1], size, TOKEN_COLON, TOKEN_COLON_EQUAL);
    case '=': return with_equal(c[1], size, TOKEN_EQUAL, TOKEN_EQUAL_EQUAL);
    case '!': return with_equal(c[1], size, TOKEN_EXCLAMATION, TOKEN_NOT_EQUAL);
    case '+': return with_equal(c[1], size, TOKEN_PLUS, TOKEN_PLUS_EQUAL);
    case '%': return with_equal(c[1], size, TOKEN_PERCENT, TOKEN_PERCENT_EQUAL);
    case '@': return with_equal(c[1], size, TOKEN_AT, TOKEN_AT_EQUAL);
    case '&': return with_equal(c[1], size, TOKEN_AMPERSAND, TOKEN_AMPERSAND_EQUAL);
    case '|': return with_equal(c[1], size, TOKEN_VERTICAL_BAR, TOKEN_VERTICAL_BAR_EQUAL);
    case '^': return with_equal(c[1], size, TOKEN_CIRCUMFLEX, TOKEN_CIRCUMFLEX_EQUAL);
    case '*': return maybe_doubled(c, size, stars, two_stars);
    case '/': return maybe_doubled(c, size, slash, two_slashes);
    case '>': return maybe_doubled(c, size, greater, right_shift);
    case '<':
        if (c[1] != '>')
            return maybe_doubled(c, size, less, left_shift);
        *size = 2; /* "<>" of PEP 401, which the parser does not accept */
        return TOKEN_NOT_EQUAL;
    case '-':
        if (c[1] != '>')
            return with_equal(c[1], size, TOKEN_MINUS, TOKEN_MINUS_EQUAL);
        *size = 2;
        return TOKEN_RIGHT_ARROW;
    case '.':
        if (c[1] != '.' || c[2] != '.')
            return TOKEN_DOT;
        *size = 3;
        return TOKEN_ELLIPSIS;
    default: return TOKEN_UNKNOWN;
    }
}

static void read_operator(tokenizer *t)
{
    const char *start = t->at;
    char next[3] = { 0 };
    for (int i = 0; i < 3 && start + i < t->end; i++)
        next[i] = start[i];
    int size;
    const enum token_kind kind = operator_at(next, &size);
    const unsigned char c = (unsigned char)*start;
    if (kind == TOKEN_UNKNOWN && (c < ' ' || c == 0x7f)) {
        t->at++;
        tokenizer_fail(t, tokenizer_here(t), "invalid non-printable character U+%04X", c);
        return;
    }
    /* Directly in the braces of an f-string a colon begins a format specification. */
    tokenizer_mode *mode = tokenizer_mode_now(t);
    const bool is_direct = mode != NULL && t->bracket_count == mode->brackets;
    if (is_direct && *start == ':') {
        t->at++;
        tokenizer_add(t, TOKEN_COLON, start)->format_spec = true;
        tokenizer_enter_specification(t);
        return;
    }
    t->at += size;
    switch (kind) {
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_LEFT_BRACE: tokenizer_open(t, kind, start); break;
    case TOKEN_RIGHT_PARENTHESIS:
    case TOKEN_RIGHT_BRACKET:
    case TOKEN_RIGHT_BRACE: close_bracket(t, kind, start); break;
    default: tokenizer_add(t, kind, start);
    }
}

/* A backslash: the next line belongs to this one.  False: there is none, or the line goes on. */
static bool continue_line(tokenizer *t)
{
    t->at++;
    const int column = (int)(t->at - t->line_start);
    const place behind = { t->line, column, t->line, column };
    if (t->at < t->end && (*t->at == '\n' || *t->at == '\r')) {
        tokenizer_end_line(t);
    } else if (t->at < t->end) {
        t->at++;
        tokenizer_fail(t, tokenizer_here(t),
                       "unexpected character after line continuation character");
        return false;
    }
    if (t->at < t->end)
        return true;
    tokenizer_fail(t, behind, "unexpected EOF while parsing");
    t->out->error.incomplete = true;
    return false;
}

/* ---------------------------------------------------------------------- indentation */

static bool fail_indentation(tokenizer *t, enum syntax_error_kind kind, int column, const char *why)
{
    tokenizer_fail(t, (place){ t->line, column, t->line, column }, "%s", why);
    t->out->error.kind = kind;
    return false;
}

static bool fail_tabs(tokenizer *t)
{
    return fail_indentation(t, TAB_ERROR, 0, "inconsistent use of tabs and spaces in indentation");
}

/* At the begin of a line: its indentation.  False: the line is blank, or a comment. */
static bool read_indentation(tokenizer *t)
{
    int column = 0, other = 0; /* with tabs of 8, and of 1: both must agree */
    int first = 0;             /* at the first backslash: a line that is continued keeps that */
    for (; t->at < t->end; t->at++) {
        if (*t->at == ' ') {
            column++;
            other++;
        } else if (*t->at == '\t') {
            column = (column / TAB_WIDTH + 1) * TAB_WIDTH;
            other++;
        } else if (*t->at == '\f') {
            column = other = 0;
        } else if (*t->at == '\\') {
            first = first != 0 ? first : column;
            if (!continue_line(t))
                return false;
            t->at--;
        } else {
            break;
        }
    }
    if (first != 0)
        column = other = first;
    if (t->at == t->end || *t->at == '#' || *t->at == '\n' || *t->at == '\r')
        return false;
    tokenizer_begin(t);
    const int top = t->indent_count - 1;
    if (column > t->indents[top].column) {
        if (other <= t->indents[top].other)
            return fail_tabs(t);
        if (t->indent_count == INDENTS_MOST)
            return fail_indentation(t, INDENTATION_ERROR, 0, "too many levels of indentation");
        t->indents[t->indent_count].column = column;
        t->indents[t->indent_count++].other = other;
        tokenizer_add(t, TOKEN_INDENT, t->line_start);
        return true;
    }
    int fitting = top;
    while (fitting > 0 && column < t->indents[fitting].column)
        fitting--;
    if (column != t->indents[fitting].column) {
        const char *end = t->at;
        while (end < t->end && *end != '\n' && *end != '\r')
            end++;
        return fail_indentation(t, INDENTATION_ERROR, (int)(end - t->line_start),
                                "unindent does not match any outer indentation level");
    }
    if (other != t->indents[fitting].other)
        return fail_tabs(t);
    for (; t->indent_count > fitting + 1; t->indent_count--)
        tokenizer_add(t, TOKEN_DEDENT, t->at);
    return true;
}

/* ----------------------------------------------------------------------- the source */

static void skip_comment(tokenizer *t)
{
    while (t->at < t->end && *t->at != '\n' && *t->at != '\r')
        t->at++;
}

/* At the end of a line, or at the comment before it. */
static void end_statement(tokenizer *t, const char *start)
{
    tokenizer_add(t, TOKEN_NEWLINE, start);
    t->at_line_start = true;
}

/* The next token of code; or a step on the way to it. */
static void read_code(tokenizer *t)
{
    if (t->at_line_start) {
        t->at_line_start = false;
        if (!read_indentation(t)) {
            if (t->out->failed)
                return;
            skip_comment(t);
            if (t->at < t->end)
                tokenizer_end_line(t);
            t->at_line_start = true;
            return;
        }
    }
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\t' || *t->at == '\f'))
        t->at++;
    tokenizer_begin(t);
    if (t->at == t->end)
        return;
    const char c = *t->at;
    if (c == '#' || c == '\n' || c == '\r') {
        const char *const start = t->at;
        skip_comment(t);
        if (t->at == t->end) {
            t->end_comment = start;
            return;
        }
        if (t->bracket_count == 0)
            end_statement(t, start);
        tokenizer_end_line(t);
    } else if (c == '\\') {
        continue_line(t);
    } else if (tokenizer_begins_string(t)) {
        tokenizer_read_string(t);
    } else if ((c >= '0' && c <= '9')
               || (c == '.' && t->at + 1 < t->end && t->at[1] >= '0' && t->at[1] <= '9')) {
        tokenizer_read_number(t);
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0) {
        tokenizer_read_name(t);
    } else {
        read_operator(t);
    }
}

/* What follows the last line: a NEWLINE if it has none, a DEDENT for each open block. */
static void finish(tokenizer *t)
{
    tokens *out = t->out;
    if (!out->failed && tokenizer_in_text(t) && !tokenizer_mode_now(t)->is_specification)
        tokenizer_fail_in_string(t); /* in a field, it is a brace that was never closed */
    tokenizer_begin(t);
    if (!out->failed && t->bracket_count == 0) {
        if (out->count > 0 && out->items[out->count - 1].kind != TOKEN_NEWLINE
            && out->items[out->count - 1].kind != TOKEN_DEDENT)
            tokenizer_add(t, TOKEN_NEWLINE, t->end_comment != NULL ? t->end_comment : t->at);
        for (; t->indent_count > 1; t->indent_count--)
            tokenizer_add(t, TOKEN_DEDENT, t->at);
    }
    tokenizer_add(t, TOKEN_END, t->at);
    out->open_count = t->bracket_count;
    out->open = arena_take(t->arena, sizeof *out->open * (size_t)(t->bracket_count + 1));
    for (int i = 0; i < t->bracket_count; i++)
        out->open[i] = &out->items[t->brackets[i]];
}

/* How many bytes the character at `at` has; 0: they are no UTF-8. */
static int character_size(const unsigned char *at, const unsigned char *end)
{
    const int size = *at < 0x80   ? 1
                     : *at < 0xc2 ? 0
                     : *at < 0xe0 ? 2
                     : *at < 0xf0 ? 3
                     : *at < 0xf5 ? 4
                                  : 0;
    if (size == 0 || end - at < size)
        return 0;
    for (int i = 1; i < size; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    const bool too_long = (*at == 0xe0 && at[1] < 0xa0) || (*at == 0xf0 && at[1] < 0x90);
    const bool surrogate = *at == 0xed && at[1] > 0x9f, too_large = *at == 0xf4 && at[1] > 0x8f;
    return too_long || surrogate || too_large ? 0 : size;
}

/* A source that is no text is wrong before its first token. */
static void check_text(tokenizer *t)
{
    const unsigned char *at = (const unsigned char *)t->at, *const end =
                                                                (const unsigned char *)t->end;
    place where = { 1, 0, 1, 0 };
    const unsigned char *line_start = at;
    while (at < end) {
        const int size = character_size(at, end);
        if (size == 0 || *at == '\0') {
            where.column = where.end_column = (int)(at - line_start);
            if (size == 0)
                tokenizer_fail(
                    t, where,
                    "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d", *at,
                    where.column);
            else
                tokenizer_fail(t, where, "source code cannot contain null bytes");
            return;
        }
        at += size;
        if (at[-1] == '\n') {
            where.line++;
            where.end_line++;
            line_start = at;
        }
    }
}

void tokens_read(arena *a, const char *source, int size, tokens *out)
{
    tokenizer *t = arena_take(a, sizeof *t);
    *out = (tokens){ .source = source, .source_size = size };
    t->arena = a;
    t->out = out;
    t->at = t->line_start = source;
    t->end = source + size;
    t->line = 1;
    t->indent_count = 1;
    t->at_line_start = true;
    if (size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0)
        t->at = t->line_start = source + 3;
    check_text(t);
    while (!out->failed && t->at < t->end) {
        if (tokenizer_in_text(t))
            tokenizer_read_text(t);
        else
            read_code(t);
    }
    finish(t);
}
