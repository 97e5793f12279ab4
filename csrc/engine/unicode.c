/* unicode.c -- bytes that become text.
 *
 * PocketPy takes any bytes for text, and gives up altogether when it gets to
 * count the characters in some that are no UTF-8.  So all that makes text of
 * bytes (bytes.decode, input, a file in text mode) asks here first, and raises
 * a UnicodeDecodeError, as CPython does.  PocketPy has no such exception; ours
 * is a ValueError like CPython's.
 */
#include "internal.h"

#include <stdio.h>

size_t unicode_valid(const char *text, size_t size, int *missing)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;

    *missing = 0;
    while (i < size) {
        const unsigned c = s[i];
        /* What may follow, by RFC 3629: no overlong forms, no surrogates, nothing
         * above U+10FFFF. */
        const int more = c < 0x80 ? 0 : c >= 0xc2 && c < 0xe0 ? 1
                         : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : -1;
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

/* Scripts may put what they like in its place. */
static py_Type decode_error(void)
{
    py_Ref type = py_getbuiltin(py_name("UnicodeDecodeError"));

    if (type != NULL && type->type == tp_type && py_issubclass(py_totype(type), tp_ValueError))
        return py_totype(type);
    return tp_ValueError;
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
    return py_exception(decode_error(), "%s", message);
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
    VM *pk = pk_current_vm;
    py_TypeInfo *const base = pk_typeinfo(tp_ValueError);
    const bool is_final = base->is_final;
    py_Ref decode = py_getdict(py_tpobject(tp_bytes), py_name("decode"));

    base->is_final = false;                  /* PocketPy's exceptions have no subclasses */
    py_Type error = pk_newtype("UnicodeDecodeError", tp_ValueError, pk->builtins, NULL, false,
                               true);
    base->is_final = is_final;
    py_setdict(pk->builtins, py_name("UnicodeDecodeError"), py_tpobject(error));
    if (decode == NULL || decode->type != tp_nativefunc)
        return false;
    original_decode = decode->_cfunc;        /* written again with the same by every VM */
    decode->_cfunc = bytes_decode;
    return true;
}
