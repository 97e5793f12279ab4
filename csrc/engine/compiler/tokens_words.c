/* tokens_words.c -- names and numbers, where they end. */
#include "base/unicode_database.h"
#include "compiler/tokenizer.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool continues_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'
           || (c & 0x80) != 0;
}

void tokenizer_read_name(tokenizer *t)
{
    const char *start = t->at;
    bool is_ascii = true;
    for (; t->at < t->end && continues_name(*t->at); t->at++)
        is_ascii &= (*t->at & 0x80) == 0;
    if (is_ascii) {
        tokenizer_add(t, TOKEN_NAME, start);
        return;
    }
    const char *const end = t->at;
    for (const char *p = start; p < end;) {
        const char *const before = p;
        const uint32_t c = unicode_decode(&p, end);
        const uint32_t wanted = before == start ? UNICODE_NAME_START : UNICODE_NAME_PART;
        if (c == '_' || unicode_has(c, wanted))
            continue;
        const int column = (int)(before - t->line_start);
        t->at = p;
        const place where = { t->line, column, t->line, column };
        if (unicode_has(c, UNICODE_PRINTABLE))
            tokenizer_fail(t, where, "invalid character '%.*s' (U+%04X)", (int)(p - before), before,
                           c);
        else
            tokenizer_fail(t, where, "invalid non-printable character U+%04X", c);
        return;
    }
    tokenizer_add(t, TOKEN_NAME, start);
}

/* ------------------------------------------------------------------------- numbers */

static char char_at(const tokenizer *t, int distance)
{
    return t->end - t->at > distance ? t->at[distance] : '\0';
}

/* What follows the next character: `text`, and then no more of a word. */
static bool word_follows(const tokenizer *t, const char *text)
{
    const size_t size = strlen(text);
    return (size_t)(t->end - t->at) > size && memcmp(t->at + 1, text, size) == 0
           && !continues_name(char_at(t, (int)size + 1));
}

/* A name may not begin right behind a number; "1if x else y" may (deprecated). */
static void check_end(tokenizer *t, const char *kind)
{
    const char c = char_at(t, 0), next = char_at(t, 1);
    if ((c == 'a' && word_follows(t, "nd")) || (c == 'e' && word_follows(t, "lse"))
        || (c == 'f' && word_follows(t, "or"))
        || (c == 'i' && (next == 'f' || next == 'n' || next == 's'))
        || (c == 'n' && word_follows(t, "ot")) || (c == 'o' && word_follows(t, "r")))
        return;
    if ((c & 0x80) == 0 && continues_name(c))
        tokenizer_fail(t, tokenizer_here(t), "invalid %s literal", kind);
}

/* Digits with single underscores between them. */
static void read_decimal(tokenizer *t)
{
    for (;;) {
        while (is_digit(char_at(t, 0)))
            t->at++;
        if (char_at(t, 0) != '_')
            return;
        t->at++;
        if (!is_digit(char_at(t, 0))) {
            tokenizer_fail(t, tokenizer_here(t), "invalid decimal literal");
            return;
        }
    }
}

static bool is_digit_of(char c, int base)
{
    if (base == 16)
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c >= '0' && c < '0' + base;
}

/* After "0x" and the like. */
static void read_based(tokenizer *t, int base, const char *kind)
{
    t->at += 2;
    do {
        if (char_at(t, 0) == '_')
            t->at++;
        const char c = char_at(t, 0);
        if (!is_digit_of(c, base)) {
            if (base < 10 && is_digit(c)) {
                t->at++;
                tokenizer_fail(t, tokenizer_here(t), "invalid digit '%c' in %s literal", c, kind);
            } else {
                tokenizer_fail(t, tokenizer_here(t), "invalid %s literal", kind);
            }
            return;
        }
        while (is_digit_of(char_at(t, 0), base))
            t->at++;
    } while (char_at(t, 0) == '_');
    if (base < 10 && is_digit(char_at(t, 0))) {
        t->at++;
        tokenizer_fail(t, tokenizer_here(t), "invalid digit '%c' in %s literal", t->at[-1], kind);
        return;
    }
    check_end(t, kind);
}

/* Behind the digits: a fraction, an exponent, a j.  False: none, it is an int. */
static bool read_fraction(tokenizer *t)
{
    bool is_float = false;
    if (char_at(t, 0) == '.') {
        is_float = true;
        t->at++;
        if (is_digit(char_at(t, 0)))
            read_decimal(t);
    }
    const char c = char_at(t, 0);
    if (!t->out->failed && (c == 'e' || c == 'E')) {
        const char next = char_at(t, 1);
        const bool has_sign = next == '+' || next == '-';
        if (is_digit(char_at(t, has_sign ? 2 : 1))) {
            is_float = true;
            t->at += has_sign ? 2 : 1;
            read_decimal(t);
        } else if (has_sign) {
            t->at += 2;
            tokenizer_fail(t, tokenizer_here(t), "invalid decimal literal");
        } /* else: check_end() says what the e is */
    }
    if (t->out->failed)
        return true;
    if (char_at(t, 0) == 'j' || char_at(t, 0) == 'J') {
        t->at++;
        check_end(t, "imaginary");
        return true;
    }
    if (is_float)
        check_end(t, "decimal");
    return is_float;
}

void tokenizer_read_number(tokenizer *t)
{
    const char *const start = t->at;
    const char kind = (char)(char_at(t, 1) | 0x20);
    if (*start == '0' && kind == 'x') {
        read_based(t, 16, "hexadecimal");
    } else if (*start == '0' && kind == 'o') {
        read_based(t, 8, "octal");
    } else if (*start == '0' && kind == 'b') {
        read_based(t, 2, "binary");
    } else if (*start == '.') {
        read_fraction(t);
    } else {
        const char *zeros_end = start;
        while (zeros_end < t->end && (*zeros_end == '0' || *zeros_end == '_'))
            zeros_end++;
        read_decimal(t);
        if (!t->out->failed && !read_fraction(t)) {
            if (*start == '0' && zeros_end < t->at) {
                const int column = (int)(start - t->line_start);
                tokenizer_fail(
                    t, (place){ t->line, column, t->line, (int)(zeros_end - t->line_start) },
                    "leading zeros in decimal integer literals are not permitted; "
                    "use an 0o prefix for octal integers");
            }
            check_end(t, "decimal");
        }
    }
    if (!t->out->failed)
        tokenizer_add(t, TOKEN_NUMBER, start);
}
