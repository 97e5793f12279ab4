/* literals.c -- what string and number literals mean. */
#define _GNU_SOURCE
#include "compiler/literals.h"

#include "base/unicode_database.h"
#include "base/unicode_names.h"
#include "libc/numerals.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------- strings */

/* A text that is being made; it never gets longer than its source. */
typedef struct writer {
    char *to;
    const char *from, *begin, *end;
    bool is_bytes;
    const token *token;
    syntax_error *error;
} writer;

static bool fail(writer *w, const char *codec, int first, int last, const char *why)
{
    *w->error = (syntax_error){ .place = w->token->place };
    if (w->is_bytes)
        snprintf(w->error->message, sizeof w->error->message, "(value error) %s at position %d",
                 why, first);
    else
        snprintf(w->error->message, sizeof w->error->message,
                 "(unicode error) '%s' codec can't decode bytes in position %d-%d: %s", codec,
                 first, last, why);
    return false;
}

static int value_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* \xhh, \uhhhh, \Uhhhhhhhh: from the letter on. */
static bool read_hexadecimal(writer *w, const char *escape, int digits)
{
    uint32_t value = 0;
    int i = 0;
    for (w->from++; i < digits && w->from < w->end && value_of(*w->from) < 16; i++)
        value = value << 4 | (uint32_t)value_of(*w->from++);
    const int first = (int)(escape - w->begin);
    if (i < digits) {
        if (w->is_bytes)
            return fail(w, NULL, first, 0, "invalid \\x escape");
        return fail(w, "unicodeescape", first, (int)(w->from - w->begin) - 1,
                    digits == 2   ? "truncated \\xXX escape"
                    : digits == 4 ? "truncated \\uXXXX escape"
                                  : "truncated \\UXXXXXXXX escape");
    }
    if (value > 0x10ffff)
        return fail(w, "unicodeescape", first, (int)(w->from - w->begin) - 1,
                    "illegal Unicode character");
    if (w->is_bytes)
        *w->to++ = (char)value;
    else
        w->to += unicode_encode(value, w->to);
    return true;
}

static void read_octal(writer *w)
{
    uint32_t value = 0;
    for (int i = 0; i < 3 && w->from < w->end && *w->from >= '0' && *w->from <= '7'; i++)
        value = value * 8 + (uint32_t)(*w->from++ - '0');
    if (w->is_bytes)
        *w->to++ = (char)value;
    else
        w->to += unicode_encode(value, w->to);
}

/* \N{name} */
static bool read_named(writer *w, const char *escape)
{
    const int first = (int)(escape - w->begin);
    const char *const name = w->from + 2;
    const char *close = w->from + 1 < w->end && w->from[1] == '{'
                            ? memchr(name, '}', (size_t)(w->end - name))
                            : NULL;
    if (close == NULL || close == name)
        return fail(w, "unicodeescape", first,
                    (int)((close != NULL ? close + 1 : w->from + 1) - w->begin) - 1,
                    "malformed \\N character escape");
    const uint32_t character = unicode_by_name(name, (size_t)(close - name));
    if (character == UNICODE_NONE)
        return fail(w, "unicodeescape", first, (int)(close - w->begin),
                    "unknown Unicode character name");
    w->from = close + 1;
    w->to += unicode_encode(character, w->to);
    return true;
}

/* From the backslash on. */
static bool read_escape(writer *w)
{
    static const char letters[] = "abfnrtv\\'\"", values[] = "\a\b\f\n\r\t\v\\'\"";
    const char *const escape = w->from++;
    if (w->from == w->end) { /* the text of an f-string before a brace */
        *w->to++ = '\\';
        return true;
    }
    const char c = *w->from;
    const char *const letter = memchr(letters, c, sizeof letters - 1);
    if (letter != NULL) {
        *w->to++ = values[letter - letters];
        w->from++;
    } else if (c == '\n' || c == '\r') {
        w->from += c == '\r' && w->from + 1 < w->end && w->from[1] == '\n' ? 2 : 1;
    } else if (c >= '0' && c <= '7') {
        read_octal(w);
    } else if (c == 'x') {
        return read_hexadecimal(w, escape, 2);
    } else if (!w->is_bytes && c == 'u') {
        return read_hexadecimal(w, escape, 4);
    } else if (!w->is_bytes && c == 'U') {
        return read_hexadecimal(w, escape, 8);
    } else if (!w->is_bytes && c == 'N') {
        return read_named(w, escape);
    } else {
        *w->to++ = '\\'; /* no escape: both characters stay */
    }
    return true;
}

/* From `from` to `end`: lines end in \n, escapes are replaced. */
static bool read_text(writer *w, bool raw, bool doubled_braces)
{
    w->begin = w->from;
    while (w->from < w->end) {
        const char c = *w->from;
        if (c == '\\' && !raw) {
            if (!read_escape(w))
                return false;
            continue;
        }
        w->from++;
        if (c == '\r') {
            if (w->from < w->end && *w->from == '\n')
                w->from++;
            *w->to++ = '\n';
            continue;
        }
        *w->to++ = c;
        if (doubled_braces && (c == '{' || c == '}') && w->from < w->end && *w->from == c)
            w->from++;
    }
    return true;
}

bool literal_string(arena *a, const token *t, const char **data, int *size, bool *is_bytes,
                    syntax_error *error)
{
    const char *at = t->text, *end = t->text + t->size;
    bool raw = false;
    *is_bytes = false;
    for (; *at != '"' && *at != '\''; at++) {
        raw |= (*at | 0x20) == 'r';
        *is_bytes |= (*at | 0x20) == 'b';
    }
    const bool triple = end - at >= 6 && at[1] == *at && at[2] == *at;
    at += triple ? 3 : 1;
    end -= triple ? 3 : 1;
    if (*is_bytes)
        for (const char *p = at; p < end; p++)
            if ((*p & 0x80) != 0) {
                *error = (syntax_error){ .place = t->place };
                snprintf(error->message, sizeof error->message,
                         "bytes can only contain ASCII literal characters");
                return false;
            }
    char *const to = arena_take(a, (size_t)(end - at) + 1);
    writer w = {
        .to = to, .from = at, .end = end, .is_bytes = *is_bytes, .token = t, .error = error
    };
    if (!read_text(&w, raw, false))
        return false;
    *data = to;
    *size = (int)(w.to - to);
    return true;
}

bool literal_fstring_middle(arena *a, const token *t, const char **data, int *size,
                            syntax_error *error)
{
    char *const to = arena_take(a, (size_t)t->size + 1);
    writer w = { .to = to, .from = t->text, .end = t->text + t->size, .token = t, .error = error };
    if (!read_text(&w, t->raw, !t->format_spec))
        return false;
    *data = to;
    *size = (int)(w.to - to);
    return true;
}

/* ------------------------------------------------------------------------- numbers */

/* Octal and binary digits beyond 64 bits, as hexadecimal ones. */
static void to_hexadecimal(arena *a, number *out)
{
    const int bits = out->base == 8 ? 3 : 1;
    const int count = (out->digit_count * bits + 3) / 4;
    char *const digits = arena_take(a, (size_t)count + 1);
    uint32_t pending = 0;
    int have = 0, at = count;
    for (int i = out->digit_count - 1; i >= 0; i--) {
        pending |= (uint32_t)(out->digits[i] - '0') << have;
        for (have += bits; have >= 4; have -= 4, pending >>= 4)
            digits[--at] = "0123456789abcdef"[pending & 15];
    }
    if (have > 0)
        digits[--at] = "0123456789abcdef"[pending & 15];
    out->digits = digits + at;
    out->digit_count = count - at;
    out->base = 16;
}

void literal_number(arena *a, const token *t, number *out)
{
    char *const text = arena_take(a, (size_t)t->size + 1);
    int size = 0;
    for (int i = 0; i < t->size; i++)
        if (t->text[i] != '_')
            text[size++] = t->text[i];
    *out = (number){ .base = 10 };
    int at = 0;
    const char kind = size > 1 && text[0] == '0' ? (char)(text[1] | 0x20) : '0';
    if (kind == 'x' || kind == 'o' || kind == 'b') {
        out->base = kind == 'x' ? 16 : kind == 'o' ? 8 : 2;
        at = 2;
    } else if (memchr(text, '.', (size_t)size) != NULL || memchr(text, 'e', (size_t)size) != NULL
               || memchr(text, 'E', (size_t)size) != NULL || (text[size - 1] | 0x20) == 'j') {
        out->kind = NUMBER_FLOAT;
        if ((text[size - 1] | 0x20) == 'j') {
            out->kind = NUMBER_IMAGINARY;
            text[size - 1] = '\0';
        }
        char *end;
        out->real = float_read(text, &end);
        return;
    }
    while (at < size - 1 && text[at] == '0')
        at++;
    out->kind = NUMBER_INT;
    for (int i = at; i < size; i++)
        if (__builtin_mul_overflow(out->integer, out->base, &out->integer)
            || __builtin_add_overflow(out->integer, value_of(text[i]), &out->integer)) {
            out->kind = NUMBER_BIG_INT;
            out->integer = 0;
            out->digits = text + at;
            out->digit_count = size - at;
            if (out->base == 8 || out->base == 2)
                to_hexadecimal(a, out);
            return;
        }
}

/* --------------------------------------------------------------------- identifiers */

const char *identifier_normal(arena *a, const char *text, int size, int *normal_size)
{
    *normal_size = size;
    int i = 0;
    while (i < size && (text[i] & 0x80) == 0)
        i++;
    if (i == size)
        return text;
    const size_t characters = unicode_decomposed_count(UNICODE_NFKC, text, (size_t)size);
    char *const normal = arena_take(a, 4 * characters + 1);
    uint32_t *const scratch = arena_take(a, 2 * characters * sizeof *scratch);
    *normal_size = (int)unicode_normalize(UNICODE_NFKC, text, (size_t)size, normal, scratch);
    return normal;
}
