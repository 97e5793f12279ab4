/* tokenizer.c -- what cutting any token is made of: errors, the token itself, the ends of lines. */
#include "compiler/tokenizer.h"

#include <stdarg.h>
#include <stdio.h>

/* ------------------------------------------------------------------------- errors */

void tokenizer_fail(tokenizer *t, place where, const char *format, ...)
{
    if (t->out->failed)
        return;
    syntax_error *error = &t->out->error;
    t->out->failed = true;
    error->place = where;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
}

place tokenizer_here(const tokenizer *t)
{
    const int column = (int)(t->at - t->line_start);
    const int before = column > 0 ? column - 1 : 0;
    return (place){ t->line, before, t->line, before };
}

/* --------------------------------------------------------------------------- tokens */

token *tokenizer_add(tokenizer *t, enum token_kind kind, const char *start)
{
    tokens *out = t->out;
    arena_grow(t->arena, (void **)&out->items, out->count, &t->capacity, sizeof *out->items);
    token *added = &out->items[out->count++];
    *added = (token){
        .kind = kind,
        .place = { t->start_line, (int)(start - t->start_line_start), t->line,
                   (int)(t->at - t->line_start) },
        .text = start,
        .size = (int)(t->at - start),
    };
    return added;
}

void tokenizer_begin(tokenizer *t)
{
    t->start_line = t->line;
    t->start_line_start = t->line_start;
}

void tokenizer_end_line(tokenizer *t)
{
    if (t->at < t->end && *t->at == '\r' && t->at + 1 < t->end && t->at[1] == '\n')
        t->at++;
    t->at++;
    t->line++;
    t->line_start = t->at;
}

/* ------------------------------------------------------------------------- brackets */

void tokenizer_open(tokenizer *t, enum token_kind kind, const char *start)
{
    if (t->bracket_count == BRACKETS_MOST) {
        tokenizer_fail(t, tokenizer_here(t), "too many nested parentheses");
        return;
    }
    tokenizer_add(t, kind, start);
    t->brackets[t->bracket_count++] = t->out->count - 1;
}
