/* encoding_names.c -- what encoding_names.h describes. */
#include "python/encoding_names.h"

#include "base/macros.h"

#include <string.h>

static const struct {
    const char *name; /* in lower case, with "_" */
    encoding encoding;
} known[] = {
    { "utf_8", { "utf-8", UTF_8, NATIVE } },
    { "utf8", { "utf-8", UTF_8, NATIVE } },
    { "u8", { "utf-8", UTF_8, NATIVE } },
    { "cp65001", { "utf-8", UTF_8, NATIVE } },
    { "utf_8_sig", { "utf-8", UTF_8_SIGNED, NATIVE } },
    { "ascii", { "ascii", ASCII, NATIVE } },
    { "us_ascii", { "ascii", ASCII, NATIVE } },
    { "646", { "ascii", ASCII, NATIVE } },
    { "latin_1", { "latin-1", LATIN_1, NATIVE } },
    { "latin1", { "latin-1", LATIN_1, NATIVE } },
    { "latin", { "latin-1", LATIN_1, NATIVE } },
    { "l1", { "latin-1", LATIN_1, NATIVE } },
    { "iso8859_1", { "latin-1", LATIN_1, NATIVE } },
    { "iso_8859_1", { "latin-1", LATIN_1, NATIVE } },
    { "8859", { "latin-1", LATIN_1, NATIVE } },
    { "cp1252", { "charmap", CP_1252, NATIVE } },
    { "windows_1252", { "charmap", CP_1252, NATIVE } },
    { "utf_16", { "utf-16", UTF_16, NATIVE } },
    { "utf16", { "utf-16", UTF_16, NATIVE } },
    { "u16", { "utf-16", UTF_16, NATIVE } },
    { "utf_16_le", { "utf-16-le", UTF_16, LITTLE } },
    { "utf_16le", { "utf-16-le", UTF_16, LITTLE } },
    { "utf_16_be", { "utf-16-be", UTF_16, BIG } },
    { "utf_16be", { "utf-16-be", UTF_16, BIG } },
    { "utf_32", { "utf-32", UTF_32, NATIVE } },
    { "utf32", { "utf-32", UTF_32, NATIVE } },
    { "u32", { "utf-32", UTF_32, NATIVE } },
    { "utf_32_le", { "utf-32-le", UTF_32, LITTLE } },
    { "utf_32le", { "utf-32-le", UTF_32, LITTLE } },
    { "utf_32_be", { "utf-32-be", UTF_32, BIG } },
    { "utf_32be", { "utf-32-be", UTF_32, BIG } },
};

bool encoding_find(py_Ref name, encoding *out)
{
    enum { LONGEST = 32 };
    char plain[LONGEST] = "";
    const c11_sv text = name == NULL ? (c11_sv){ "utf-8", 5 } : py_tosv(name);
    for (int i = 0; i < text.size && text.size < LONGEST; i++) {
        const char c = text.data[i];
        plain[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '-' || c == ' ' ? '_' : c);
    }
    for (size_t i = 0; i < COUNT(known); i++)
        if (strcmp(known[i].name, plain) == 0) {
            *out = known[i].encoding;
            return true;
        }
    return false;
}
