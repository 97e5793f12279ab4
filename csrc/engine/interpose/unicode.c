/* unicode.c -- bytes that become text.
 *
 * PocketPy makes text of any bytes, and aborts when it counts the characters of text that
 * is not UTF-8.  So whatever makes text of bytes (bytes.decode, input, a file in text mode)
 * first checks them here, and raises UnicodeDecodeError as CPython does.  PocketPy has no
 * such exception; ours is a ValueError like CPython's.
 */
#include "interpose/unicode.h"

#include "base/macros.h"
#include "interpose/exceptions.h"
#include "interpose/guards.h"
#include "interpose/install.h"

#include <stdio.h>

static const char NAME[] = "UnicodeDecodeError";

size_t unicode_valid(const char *text, size_t size, int *missing)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;

    *missing = 0;
    while (i < size) {
        const unsigned c = s[i];
        /* What may follow, by RFC 3629: no overlong forms, no surrogates, nothing
         * above U+10FFFF. */
        const int more = c < 0x80                ? 0
                         : c >= 0xc2 && c < 0xe0 ? 1
                         : c >= 0xe0 && c < 0xf0 ? 2
                         : c >= 0xf0 && c < 0xf5 ? 3
                                                 : -1;
        const unsigned least = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
        const unsigned most = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;

        if (more < 0)
            return i;
        for (int k = 1; k <= more; k++) {
            if (i + k == size) {
                *missing = more + 1 - k;
                return i;
            }
            if (s[i + k] < (k == 1 ? least : 0x80) || s[i + k] > (k == 1 ? most : 0xbf))
                return i;
        }
        i += more + 1;
    }
    return size;
}

bool unicode_check(const char *text, size_t size)
{
    int missing;
    char message[80];
    const size_t valid = unicode_valid(text, size, &missing);

    if (valid == size)
        return true;
    if (missing)
        snprintf(message, sizeof message, "the character at position %zu is cut off", valid);
    else
        snprintf(message, sizeof message, "byte 0x%02x at position %zu is not UTF-8",
                 (unsigned char)text[valid], valid);
    return py_exception(exception_type(NAME, tp_ValueError, tp_ValueError), "%s", message);
}

/* The same in every VM. */
static py_CFunction original_decode;

static bool bytes_decode(int argc, py_Ref argv)
{
    if (argc == 1 && argv[0].type == tp_bytes) {
        int size;
        const unsigned char *bytes = py_tobytes(argv, &size);

        if (!unicode_check((const char *)bytes, (size_t)size))
            return false;
    }
    return original_decode(argc, argv);
}

bool unicode_install(void)
{
    static const guarded methods[] = { { "decode", bytes_decode, &original_decode } };

    exception_add(NAME, tp_ValueError);
    return guard_natives(py_tpobject(tp_bytes), methods, COUNT(methods));
}
