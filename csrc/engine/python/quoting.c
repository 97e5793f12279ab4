/* quoting.c -- str and bytes as literals: what repr gives.
 *
 * In single quotes, unless there are single quotes in it and no double ones.
 * What cannot be printed is escaped, as far as a literal of the dialect can say
 * it: below U+0100.
 */
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "python/install.h"

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
