/* quoting.c -- str and bytes as literals: what repr gives.
 *
 * In single quotes, unless there are single quotes in it and no double ones.
 * What cannot be printed is escaped, as far as a literal of the dialect can say
 * it: in dialect "pocketpy" below U+0100.
 */
#include "base/unicode_database.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "memory/dialect.h"
#include "python/install.h"

#include <stdio.h>
#include <string.h>

static char quote_for(c11_sv text)
{
    return memchr(text.data, '\'', (size_t)text.size) != NULL
                   && memchr(text.data, '"', (size_t)text.size) == NULL
               ? '"'
               : '\'';
}

static void write_hex(c11_sbuf *to, unsigned byte)
{
    static const char digits[] = "0123456789abcdef";
    const char escaped[] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };
    c11_sbuf__write_cstrn(to, escaped, sizeof escaped);
}

/* One byte, or an ASCII character. */
static void write_one(c11_sbuf *to, unsigned char byte, char quote)
{
    const char *const short_ones = "\n\t\r\\", *const letters = "ntr\\";
    const char *found = byte != 0 ? strchr(short_ones, byte) : NULL;
    if (found != NULL) {
        c11_sbuf__write_char(to, '\\');
        c11_sbuf__write_char(to, letters[found - short_ones]);
    } else if (byte == (unsigned char)quote) {
        c11_sbuf__write_char(to, '\\');
        c11_sbuf__write_char(to, quote);
    } else if (byte < 0x20 || byte >= 0x7f) {
        write_hex(to, byte);
    } else {
        c11_sbuf__write_char(to, (char)byte);
    }
}

/* A character that is no ASCII, as a literal of dialect "python" has it. */
static void write_character(c11_sbuf *to, const char *at, int width)
{
    char escaped[16];
    const char *next = at;
    const uint32_t c = unicode_decode(&next, at + width);
    if (unicode_has(c, UNICODE_PRINTABLE)) {
        c11_sbuf__write_cstrn(to, at, width);
        return;
    }
    snprintf(escaped, sizeof escaped,
             c < 0x100     ? "\\x%02x"
             : c < 0x10000 ? "\\u%04x"
                           : "\\U%08x",
             c);
    c11_sbuf__write_cstr(to, escaped);
}

/* How many bytes from `at` on are what they are, also within quotes. */
static int plain(const char *at, const char *end, char quote)
{
    const char *next = at;
    while (next < end && *next >= 0x20 && *next < 0x7f && *next != quote && *next != '\\')
        next++;
    return (int)(next - at);
}

static bool str_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const c11_sv text = py_tosv(argv);
    const char quote = quote_for(text), *end = text.data + text.size;
    c11_sbuf to;
    c11_sbuf__ctor(&to);
    c11_sbuf__write_char(&to, quote);
    for (const char *at = text.data; at < end;) {
        const unsigned char *bytes = (const unsigned char *)at;
        const int run = plain(at, end, quote), width = run > 0 ? run : characters_width(at, end);
        if (run > 0)
            c11_sbuf__write_cstrn(&to, at, run);
        else if (bytes[0] < 0x80)
            write_one(&to, bytes[0], quote);
        else if (dialect_is_python())
            write_character(&to, at, width);
        else if (bytes[0] == 0xc2 && width == 2 && (bytes[1] <= 0xa0 || bytes[1] == 0xad))
            write_hex(&to, bytes[1]); /* U+0080 to U+00A0, and the soft hyphen */
        else
            c11_sbuf__write_cstrn(&to, at, width);
        at += width;
    }
    c11_sbuf__write_char(&to, quote);
    c11_sbuf__py_submit(&to, py_retval());
    return true;
}

static bool bytes_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    int size;
    const unsigned char *data = py_tobytes(argv, &size);
    const char quote = quote_for((c11_sv){ (const char *)data, size });
    c11_sbuf to;
    c11_sbuf__ctor(&to);
    c11_sbuf__write_char(&to, 'b');
    c11_sbuf__write_char(&to, quote);
    for (int i = 0; i < size; i++)
        write_one(&to, data[i], quote);
    c11_sbuf__write_char(&to, quote);
    c11_sbuf__py_submit(&to, py_retval());
    return true;
}

bool quoting_install(void)
{
    static const native of_str[] = { { "__repr__", str_repr } };
    static const native of_bytes[] = { { "__repr__", bytes_repr } };
    return natives_replace(py_tpobject(tp_str), of_str, 1)
           && natives_replace(py_tpobject(tp_bytes), of_bytes, 1);
}
