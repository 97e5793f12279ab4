/* tokens_strings.c -- string literals, where they end; and f-strings.
 *
 * An f-string is a FSTRING_START, FSTRING_MIDDLEs for its text, the tokens of its replacement
 * fields between braces, and a FSTRING_END, as of CPython 3.12 (PEP 701).  `modes` is a stack:
 * the text of an f-string, above it a field that is read as code, above that the text of its
 * format specification, and so on. */
#include "compiler/tokenizer.h"

/* The size of the prefix of a string that begins here, -1: none does. */
static int prefix_at(const tokenizer *t, bool *is_raw, bool *is_format)
{
    bool bytes = false, raw = false, format = false, unicode = false;
    for (const char *p = t->at; p < t->end; p++) {
        const char c = (char)(*p | 0x20);
        if (*p == '"' || *p == '\'') {
            *is_raw = raw;
            *is_format = format;
            return (int)(p - t->at);
        }
        if (c == 'b' && !bytes && !format && !unicode)
            bytes = true;
        else if (c == 'u' && !bytes && !raw && !format && !unicode)
            unicode = true;
        else if (c == 'r' && !raw && !unicode)
            raw = true;
        else if (c == 'f' && !format && !bytes && !unicode)
            format = true;
        else
            return -1;
    }
    return -1;
}

bool tokenizer_begins_string(const tokenizer *t)
{
    bool raw, format;
    return prefix_at(t, &raw, &format) >= 0;
}

static bool quotes_at(const tokenizer *t, const char *at, char quote, int size)
{
    if (t->end - at < size)
        return false;
    for (int i = 0; i < size; i++)
        if (at[i] != quote)
            return false;
    return true;
}

static void fail_unterminated(tokenizer *t, place start, int quote_size, const char *what)
{
    /* Behind the last line's end there is no line. */
    const int line = t->at == t->line_start && t->line > 1 ? t->line - 1 : t->line;
    start.end_line = start.line;
    start.end_column = start.column;
    tokenizer_fail(t, start, "unterminated %s%s literal (detected at line %d)",
                   quote_size == 3 ? "triple-quoted " : "", what, line);
    t->out->error.incomplete = quote_size == 3;
}

/* Over a backslash and what follows it. */
static void skip_escape(tokenizer *t)
{
    t->at++;
    if (t->at == t->end)
        return;
    if (*t->at == '\n' || *t->at == '\r')
        tokenizer_end_line(t);
    else
        t->at++;
}

void tokenizer_read_string(tokenizer *t)
{
    const char *const start = t->at;
    bool raw, format;
    t->at += prefix_at(t, &raw, &format);
    const char quote = *t->at;
    const int quote_size = quotes_at(t, t->at, quote, 3) ? 3 : 1;
    t->at += quote_size;
    place begin = { t->start_line, (int)(start - t->start_line_start), t->start_line, 0 };
    if (format) {
        if (t->mode_count == MODES_MOST) {
            tokenizer_fail(t, tokenizer_here(t), "too many nested f-strings");
            return;
        }
        tokenizer_add(t, TOKEN_FSTRING_START, start)->raw = raw;
        t->modes[t->mode_count++] = (tokenizer_mode){
            .is_text = true, .is_raw = raw, .quote = quote, .quote_size = quote_size, .start = begin
        };
        return;
    }
    while (t->at < t->end) {
        if (quotes_at(t, t->at, quote, quote_size)) {
            t->at += quote_size;
            tokenizer_add(t, TOKEN_STRING, start);
            return;
        }
        if (*t->at == '\\')
            skip_escape(t);
        else if (*t->at == '\n' || *t->at == '\r') {
            if (quote_size == 1)
                break;
            tokenizer_end_line(t);
        } else {
            t->at++;
        }
    }
    /* A quote of the f-string around is likelier to end that. */
    const tokenizer_mode *mode = tokenizer_mode_now(t);
    if (mode != NULL && mode->quote == quote && mode->quote_size == quote_size) {
        begin.end_line = begin.line;
        begin.end_column = begin.column;
        tokenizer_fail(t, begin, "f-string: expecting '}'");
    }
    fail_unterminated(t, begin, quote_size, "string");
}

/* ------------------------------------------------------------------------ f-strings */

bool tokenizer_in_text(const tokenizer *t)
{
    return t->mode_count > 0 && t->modes[t->mode_count - 1].is_text;
}

/* Which mode is the text of the f-string that the innermost one is part of. */
static int string_of(const tokenizer *t)
{
    int i = t->mode_count - 1;
    while (i > 0 && (t->modes[i].is_specification || !t->modes[i].is_text))
        i--;
    return i;
}

static void add_middle(tokenizer *t, const char *start)
{
    if (t->at == start)
        return;
    const tokenizer_mode *mode = tokenizer_mode_now(t);
    token *added = tokenizer_add(t, TOKEN_FSTRING_MIDDLE, start);
    added->raw = mode->is_raw;
    added->format_spec = mode->is_specification;
}

static void enter_field(tokenizer *t)
{
    const char *const start = t->at;
    const tokenizer_mode around = *tokenizer_mode_now(t);
    /* Fields and specifications take turns. */
    if (t->mode_count - 1 - string_of(t) >= 2 * FIELDS_MOST || t->mode_count == MODES_MOST) {
        tokenizer_fail(t, tokenizer_here(t), "f-string: expressions nested too deeply");
        return;
    }
    tokenizer_begin(t);
    t->at++;
    tokenizer_open(t, TOKEN_LEFT_BRACE, start);
    if (t->out->failed)
        return;
    t->modes[t->mode_count++] = (tokenizer_mode){ .brackets = t->bracket_count,
                                                  .quote = around.quote,
                                                  .quote_size = around.quote_size };
}

void tokenizer_enter_specification(tokenizer *t)
{
    if (t->mode_count == MODES_MOST) {
        tokenizer_fail(t, tokenizer_here(t), "f-string: expressions nested too deeply");
        return;
    }
    const tokenizer_mode *string = &t->modes[string_of(t)];
    t->modes[t->mode_count++] = (tokenizer_mode){ .is_text = true,
                                                  .is_specification = true,
                                                  .is_raw = string->is_raw,
                                                  .quote = string->quote,
                                                  .quote_size = string->quote_size,
                                                  .start = string->start };
}

void tokenizer_leave_expression(tokenizer *t) { t->mode_count--; }

/* In a specification, a brace that closes the field around it. */
static void leave_specification(tokenizer *t)
{
    const char *const start = t->at;
    tokenizer_begin(t);
    t->at++;
    t->mode_count--; /* the specification, */
    t->bracket_count--;
    tokenizer_add(t, TOKEN_RIGHT_BRACE, start);
    t->mode_count--; /* and its field */
}

/* "\N{…}": its braces are not those of a field. */
static void skip_named_escape(tokenizer *t)
{
    const char *p = t->at + 3;
    while (p < t->end && *p != '}' && *p != '\n' && *p != '\r' && *p != '"' && *p != '\'')
        p++;
    if (p < t->end && *p == '}')
        t->at = p + 1;
    else
        t->at += 2;
}

void tokenizer_read_text(tokenizer *t)
{
    const tokenizer_mode mode = *tokenizer_mode_now(t);
    const char *start = t->at;
    tokenizer_begin(t);
    while (t->at < t->end) {
        const char c = *t->at;
        if (quotes_at(t, t->at, mode.quote, mode.quote_size)) {
            add_middle(t, start);
            start = t->at;
            tokenizer_begin(t);
            t->at += mode.quote_size;
            tokenizer_add(t, TOKEN_FSTRING_END, start);
            t->mode_count = string_of(t); /* in a specification the parser misses the brace */
            return;
        }
        if (c == '{' && (mode.is_specification || t->at + 1 == t->end || t->at[1] != '{')) {
            add_middle(t, start);
            enter_field(t);
            return;
        }
        if (c == '}' && mode.is_specification) {
            add_middle(t, start);
            leave_specification(t);
            return;
        }
        if (c == '}' && (t->at + 1 == t->end || t->at[1] != '}')) {
            t->at++;
            tokenizer_fail(t, tokenizer_here(t), "f-string: single '}' is not allowed");
            return;
        }
        if (c == '{' || c == '}') {
            t->at += 2;
        } else if (c == '\\') {
            if (!mode.is_raw && t->end - t->at > 2 && t->at[1] == 'N' && t->at[2] == '{')
                skip_named_escape(t);
            else if (t->at + 1 < t->end && (t->at[1] == '{' || t->at[1] == '}'))
                t->at++; /* the brace has its meaning all the same */
            else
                skip_escape(t);
        } else if (c == '\n' || c == '\r') {
            if (mode.quote_size == 1 && mode.is_specification) {
                add_middle(t, start);
                t->mode_count--; /* it ends the specification: blanks and the brace may follow */
                return;
            }
            if (mode.quote_size == 1)
                break;
            tokenizer_end_line(t);
        } else {
            t->at++;
        }
    }
    if (mode.is_specification)
        add_middle(t, start);
    else
        tokenizer_fail_in_string(t);
}

void tokenizer_fail_in_string(tokenizer *t)
{
    const tokenizer_mode *mode = tokenizer_mode_now(t);
    fail_unterminated(t, mode->start, mode->quote_size, "f-string");
}
