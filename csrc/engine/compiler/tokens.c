/* tokens.c -- lines, indentation, operators and brackets.
 *
 * The whole source is cut at once, from its begin to its end.  `modes` says what is being read:
 * code, or the text of an f-string, which nest in each other.  Errors have the words and the
 * place of CPython's Parser/tokenizer.c, where most are at the last character that was read. */
#include "compiler/tokens.h"

#include "compiler/tokenizer.h"

#include <string.h>

enum { TAB_WIDTH = 8 };

static const char *const TEXTS[] = {
#define X(name, text) [TOKEN_##name] = text,
    TOKEN_KINDS(X)
#undef X
};

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

/* The longest operator that begins here; 0: none does. */
static int operator_at(const tokenizer *t, enum token_kind *kind)
{
    const size_t left = (size_t)(t->end - t->at);
    for (int size = 3; size > 0; size--) {
        if ((size_t)size > left)
            continue;
        for (int k = TOKEN_LEFT_PARENTHESIS; k <= TOKEN_AT_EQUAL; k++)
            if (strlen(TEXTS[k]) == (size_t)size && memcmp(TEXTS[k], t->at, (size_t)size) == 0) {
                *kind = (enum token_kind)k;
                return size;
            }
    }
    if (left >= 2 && t->at[0] == '<' && t->at[1] == '>') { /* "<>" of PEP 401: never valid */
        *kind = TOKEN_NOT_EQUAL;
        return 2;
    }
    return 0;
}

/* A single character that can only be an operator by itself: the common case. */
static enum token_kind single_of(char c)
{
    switch (c) {
    case '(': return TOKEN_LEFT_PARENTHESIS;
    case ')': return TOKEN_RIGHT_PARENTHESIS;
    case '[': return TOKEN_LEFT_BRACKET;
    case ']': return TOKEN_RIGHT_BRACKET;
    case '{': return TOKEN_LEFT_BRACE;
    case '}': return TOKEN_RIGHT_BRACE;
    case ',': return TOKEN_COMMA;
    case ';': return TOKEN_SEMICOLON;
    case '~': return TOKEN_TILDE;
    default: return TOKEN_END;
    }
}

static void read_operator(tokenizer *t)
{
    const char *start = t->at;
    enum token_kind kind = single_of(*start);
    int size = 1;
    if (kind == TOKEN_END)
        size = operator_at(t, &kind);
    if (size == 0) {
        t->at++;
        place where = { t->line, (int)(start - t->line_start), t->line,
                        (int)(start - t->line_start) + 1 };
        const unsigned char c = (unsigned char)*start;
        if (c < ' ' || c == 0x7f)
            tokenizer_fail(t, where, "invalid non-printable character U+%04X", c);
        else
            tokenizer_add(t, TOKEN_UNKNOWN, start); /* the parser finds no use for it */
        return;
    }
    /* Directly in the braces of an f-string a colon begins a format specification. */
    tokenizer_mode *mode = tokenizer_mode_now(t);
    const bool is_direct = mode != NULL && t->bracket_count == mode->brackets;
    if (is_direct && *start == ':') {
        t->at++;
        tokenizer_add(t, TOKEN_COLON, start);
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

/* ---------------------------------------------------------------------- indentation */

/* At the begin of a line: its indentation.  False: the line is blank, or a comment. */
static bool read_indentation(tokenizer *t)
{
    int column = 0, other = 0; /* with tabs of 8, and of 1: both must agree */
    for (; t->at < t->end; t->at++) {
        if (*t->at == ' ') {
            column++;
            other++;
        } else if (*t->at == '\t') {
            column = (column / TAB_WIDTH + 1) * TAB_WIDTH;
            other++;
        } else if (*t->at == '\f') {
            column = other = 0;
        } else if (*t->at == '\\' && t->at + 1 < t->end && (t->at[1] == '\n' || t->at[1] == '\r')) {
            t->at++; /* a line that is continued keeps the indentation that it began with */
            tokenizer_end_line(t);
            t->at--;
        } else {
            break;
        }
    }
    if (t->at == t->end || *t->at == '#' || *t->at == '\n' || *t->at == '\r')
        return false;
    tokenizer_begin(t);
    const int top = t->indent_count - 1;
    if (column == t->indents[top].column) {
        if (other != t->indents[top].other)
            goto inconsistent;
        return true;
    }
    if (column > t->indents[top].column) {
        if (other <= t->indents[top].other)
            goto inconsistent;
        if (t->indent_count == INDENTS_MOST) {
            tokenizer_fail(t, tokenizer_here(t), "too many levels of indentation");
            t->out->error.kind = INDENTATION_ERROR;
            return false;
        }
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
        const int last = (int)(end - t->line_start);
        tokenizer_fail(t, (place){ t->line, last, t->line, last },
                       "unindent does not match any outer indentation level");
        t->out->error.kind = INDENTATION_ERROR;
        return false;
    }
    if (other != t->indents[fitting].other)
        goto inconsistent;
    for (; t->indent_count > fitting + 1; t->indent_count--)
        tokenizer_add(t, TOKEN_DEDENT, t->at);
    return true;

inconsistent:
    tokenizer_fail(t, tokenizer_here(t), "inconsistent use of tabs and spaces in indentation");
    t->out->error.kind = TAB_ERROR;
    return false;
}

/* ----------------------------------------------------------------------- the source */

static void skip_comment(tokenizer *t)
{
    while (t->at < t->end && *t->at != '\n' && *t->at != '\r')
        t->at++;
}

/* A backslash: the next line belongs to this one. */
static void continue_line(tokenizer *t)
{
    t->at++;
    if (t->at < t->end && (*t->at == '\n' || *t->at == '\r')) {
        tokenizer_end_line(t);
        if (t->at == t->end) {
            tokenizer_fail(t, (place){ t->line - 1, 0, t->line - 1, 0 },
                           "unexpected EOF while parsing");
            t->out->error.incomplete = true;
        }
        return;
    }
    if (t->at == t->end) {
        tokenizer_fail(t, tokenizer_here(t), "unexpected EOF while parsing");
        t->out->error.incomplete = true;
        return;
    }
    t->at++;
    tokenizer_fail(t, tokenizer_here(t), "unexpected character after line continuation character");
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
    if (!out->failed && t->mode_count > 0)
        tokenizer_fail_in_string(t);
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
    if (memchr(t->at, 0, (size_t)(t->end - t->at)) != NULL)
        tokenizer_fail(t, (place){ 1, 0, 1, 1 }, "source code cannot contain null bytes");
    while (!out->failed && t->at < t->end) {
        if (tokenizer_in_text(t))
            tokenizer_read_text(t);
        else
            read_code(t);
    }
    finish(t);
}
