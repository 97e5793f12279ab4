/* base64.c -- the module base64.
 *
 * PocketPy's b64decode gives nothing at all for what it does not like.  This one
 * is CPython's: characters outside of the alphabet are skipped, and data that is
 * cut off is an error.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "python/install.h"
#include "stop/zone.h"

#include <string.h>

static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool b64encode(int argc, py_Ref argv)
{
    int size;

    if (!argument_count("b64encode", argc, 1, 1))
        return false;
    if (argv[0].type != tp_bytes)
        return TypeError("a bytes-like object is required, not '%t'", argv[0].type);
    const unsigned char *from = py_tobytes(argv, &size);
    if (size > INT32_MAX / 4 * 3 - 64)
        stop_abandon(pkhost_here, STOP_MEMORY); /* more than any VM has */
    unsigned char *to = py_newbytes(py_retval(), (size + 2) / 3 * 4);
    for (int i = 0; i < size; i += 3, to += 4) {
        const uint32_t group = (uint32_t)from[i] << 16
                               | (uint32_t)(i + 1 < size ? from[i + 1] : 0) << 8
                               | (uint32_t)(i + 2 < size ? from[i + 2] : 0);
        to[0] = (unsigned char)ALPHABET[group >> 18];
        to[1] = (unsigned char)ALPHABET[group >> 12 & 63];
        to[2] = i + 1 < size ? (unsigned char)ALPHABET[group >> 6 & 63] : '=';
        to[3] = i + 2 < size ? (unsigned char)ALPHABET[group & 63] : '=';
    }
    return true;
}

static bool b64decode(int argc, py_Ref argv)
{
    const unsigned char *from;
    int size, written = 0, digits = 0, pads = 0;
    uint32_t group = 0;

    if (!argument_count("b64decode", argc, 1, 1))
        return false;
    if (argv[0].type == tp_str) {
        const c11_sv text = py_tosv(argv);
        from = (const unsigned char *)text.data;
        size = text.size;
        for (int i = 0; i < size; i++)
            if (from[i] >= 0x80)
                return ValueError("string argument should contain only ASCII characters");
    } else if (argv[0].type == tp_bytes) {
        from = py_tobytes(argv, &size);
    } else {
        return TypeError("argument should be a bytes-like object or ASCII string, not '%t'",
                         argv[0].type);
    }
    py_TValue result;
    unsigned char *to = py_newbytes(&result, size / 4 * 3 + 3);
    for (int i = 0; i < size; i++) {
        if (from[i] == '=') {
            if (digits >= 2 && digits + ++pads >= 4) {
                digits = 0; /* padding ends the data, whatever follows */
                break;
            }
            continue;
        }
        const char *found = from[i] != 0 ? strchr(ALPHABET, from[i]) : NULL;
        if (found == NULL)
            continue;
        pads = 0;
        group = group << 6 | (uint32_t)(found - ALPHABET);
        switch (digits++) {
        case 0: break;
        case 1: to[written++] = (unsigned char)(group >> 4); break;
        case 2: to[written++] = (unsigned char)(group >> 2); break;
        default: to[written++] = (unsigned char)group; digits = 0;
        }
    }
    if (digits == 1)
        return ValueError("Invalid base64-encoded string: number of data characters (%d) "
                          "cannot be 1 more than a multiple of 4",
                          written / 3 * 4 + 1);
    if (digits != 0)
        return ValueError("Incorrect padding");
    py_bytes_resize(&result, written);
    *py_retval() = result;
    return true;
}

bool base64_install(void)
{
    static const native functions[] = {
        { "b64encode", b64encode },
        { "b64decode", b64decode },
    };
    return natives_replace(py_getmodule("base64"), functions, COUNT(functions));
}
