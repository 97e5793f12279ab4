/* encodings.c -- str.encode(), bytes.decode(), str(bytes, encoding).
 *
 * The encodings that CPython has in C and the code page 1252, with the error handlers of its
 * documentation ("Error Handlers" of codecs).  A text is UTF-8 in memory; single surrogates are in it
 * as UTF-8 would have them if it had. */
#include "python/encodings.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/imports.h"
#include "interpose/natives.h"
#include "language/exceptions.h"
#include "python/builder.h"
#include "python/byte_values.h"
#include "python/encoding_names.h"
#include "python/install.h"

#include <stdio.h>
#include <string.h>

/* The bytes 0x80 to 0x9F of the code page 1252; 0: there is none. */
static const uint16_t cp1252[] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* ---------------------------------------------------------------------------- what is wrong */

typedef struct coding {
    encoding encoding;
    c11_sv errors; /* the handler's name */
    py_Ref object; /* what is converted: for exceptions */
    builder out;
    bool needs_library; /* an unknown handler of errors was needed */
} coding;

static bool handles(const coding *c, const char *name)
{
    return (size_t)c->errors.size == strlen(name)
           && memcmp(c->errors.data, name, (size_t)c->errors.size) == 0;
}

/* Always false. */
static bool fail(coding *c, enum exception_class type, const char *encoding, int64_t start,
                 int64_t end, const char *reason)
{
    py_StackRef const fields = py_pushtmp();
    for (int i = 1; i < 5; i++)
        py_pushtmp();
    py_StackRef const made = py_pushtmp();
    py_newstr(&fields[UNICODE_ENCODING], encoding);
    fields[UNICODE_OBJECT] = *c->object;
    py_newint(&fields[UNICODE_START], start);
    py_newint(&fields[UNICODE_END], end);
    py_newstr(&fields[UNICODE_REASON], reason);
    exception_new(made, exception_type_of(type), 5, fields);
    py_raise(made);
    return false;
}

/* Always false: a script may have registered it. */
static bool unknown_handler(coding *c)
{
    c->needs_library = true;
    return false;
}

/* What is not known here is asked of the library: codecs' registries. */
static bool ask_library(const char *function, py_Ref object, py_Ref name, py_Ref errors)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    const py_TValue arguments[] = { *object, name == NULL ? *py_None() : *name,
                                    errors == NULL ? *py_None() : *errors };
    for (int i = 0; i < 3; i++)
        py_push((py_Ref)&arguments[i]);
    /* Whatever the policy lets scripts import. */
    if (imports_import("_codecs") <= 0)
        return py_checkexc() ? false : py_exception(tp_ImportError, "there is no _codecs");
    if (!py_getattr(py_retval(), py_name(function)) || !py_call(py_retval(), 3, before))
        return false;
    pk_current_vm->stack.sp = before;
    return true;
}

/* -------------------------------------------------------------------------------- encoding */

static bool is_surrogate(uint32_t c) { return c >= 0xd800 && c < 0xe000; }

/* A number of so many bytes. */
static void add_unit(coding *c, uint32_t value, int bytes)
{
    char *const to = builder_extend(&c->out, bytes);
    for (int i = 0; i < bytes; i++)
        to[c->encoding.order == BIG ? bytes - 1 - i : i] = (char)(value >> (8 * i));
}

/* False: the encoding has no such character. */
static bool add_character(coding *c, uint32_t character)
{
    char bytes[4];
    switch (c->encoding.kind) {
    case UTF_8:
    case UTF_8_SIGNED:
        if (is_surrogate(character))
            return false;
        builder_add(&c->out, (c11_sv){ bytes, unicode_encode(character, bytes) });
        return true;
    case ASCII:
    case LATIN_1:
        if (character >= (c->encoding.kind == ASCII ? 0x80 : 0x100))
            return false;
        *builder_extend(&c->out, 1) = (char)character;
        return true;
    case CP_1252:
        if (character < 0x80 || (character >= 0xa0 && character < 0x100)) {
            *builder_extend(&c->out, 1) = (char)character;
            return true;
        }
        for (size_t i = 0; i < COUNT(cp1252); i++)
            if (cp1252[i] == character && character != 0) {
                *builder_extend(&c->out, 1) = (char)(0x80 + i);
                return true;
            }
        return false;
    case UTF_16:
        if (is_surrogate(character))
            return false;
        if (character >= 0x10000) {
            add_unit(c, 0xd800 + ((character - 0x10000) >> 10), 2);
            add_unit(c, 0xdc00 + (character & 0x3ff), 2);
        } else {
            add_unit(c, character, 2);
        }
        return true;
    case UTF_32:
        if (is_surrogate(character))
            return false;
        add_unit(c, character, 4);
        return true;
    }
    return false;
}

static void add_ascii(coding *c, const char *text)
{
    for (; *text != '\0'; text++)
        add_character(c, (unsigned char)*text);
}

/* One character that the encoding has not; false: no handler takes it. */
static bool replace_character(coding *c, uint32_t character)
{
    char shown[16];
    if (handles(c, "ignore"))
        return true;
    if (handles(c, "replace")) {
        add_ascii(c, "?");
        return true;
    }
    if (handles(c, "backslashreplace") || handles(c, "xmlcharrefreplace")) {
        snprintf(shown, sizeof shown,
                 handles(c, "xmlcharrefreplace") ? "&#%u;"
                 : character < 0x100             ? "\\x%02x"
                 : character < 0x10000           ? "\\u%04x"
                                                 : "\\U%08x",
                 character);
        add_ascii(c, shown);
        return true;
    }
    if (handles(c, "surrogateescape") && character >= 0xdc80 && character < 0xdd00) {
        *builder_extend(&c->out, 1) = (char)(character - 0xdc00);
        return true;
    }
    if (handles(c, "surrogatepass") && is_surrogate(character)) {
        char bytes[4];
        if (c->encoding.kind == UTF_16)
            add_unit(c, character, 2);
        else if (c->encoding.kind == UTF_32)
            add_unit(c, character, 4);
        else if (c->encoding.kind <= UTF_8_SIGNED)
            builder_add(&c->out, (c11_sv){ bytes, unicode_encode(character, bytes) });
        else
            return false;
        return true;
    }
    return false;
}

static const char *why_not(enum encoding_kind kind)
{
    return kind == ASCII     ? "ordinal not in range(128)"
           : kind == LATIN_1 ? "ordinal not in range(256)"
           : kind == CP_1252 ? "character maps to <undefined>"
                             : "surrogates not allowed";
}

static bool has_handler(const coding *c)
{
    static const char *const names[] = { "strict",           "ignore",          "replace",
                                         "backslashreplace", "surrogateescape", "surrogatepass",
                                         "xmlcharrefreplace" };
    for (size_t i = 0; i < COUNT(names); i++)
        if (handles(c, names[i]))
            return true;
    return false;
}

static bool encode(coding *c, c11_sv text)
{
    const char *at = text.data, *const end = text.data + text.size;
    if (c->encoding.kind == UTF_8_SIGNED
        || (c->encoding.kind >= UTF_16 && c->encoding.order == NATIVE))
        add_character(c, 0xfeff);
    for (int64_t position = 0; at < end; position++) {
        const uint32_t character = unicode_decode(&at, end);
        if (add_character(c, character))
            continue;
        if (!has_handler(c))
            return unknown_handler(c);
        if (replace_character(c, character))
            continue;
        /* All in a row that cannot be encoded are one error's. */
        int64_t stop = position + 1;
        for (const char *next = at; next < end; stop++) {
            const int64_t size = c->out.size;
            const uint32_t other = unicode_decode(&next, end);
            const bool there = add_character(c, other);
            c->out.size = size;
            if (there)
                break;
        }
        const char *const name = c->encoding.kind >= UTF_16 && c->encoding.order == NATIVE
                                     ? c->encoding.kind == UTF_16 ? "utf-16" : "utf-32"
                                     : c->encoding.name;
        return fail(c, EXCEPTION_UnicodeEncodeError, name, position, stop,
                    why_not(c->encoding.kind));
    }
    return true;
}

bool encoding_encode(py_Ref text, py_Ref name, py_Ref errors)
{
    coding c = { .object = text, .errors = { "strict", 6 } };
    const c11_sv content = py_tosv(text);
    if (!encoding_find(name, &c.encoding))
        return ask_library("encode_text", text, name, errors);
    if (errors != NULL)
        c.errors = py_tosv(errors);
    if (characters_are_ascii(content) && c.encoding.kind <= CP_1252
        && c.encoding.kind != UTF_8_SIGNED) {
        memcpy(bytes_new(content.size), content.data, (size_t)content.size);
        return true;
    }
    if (!encode(&c, content)) {
        builder_free(&c.out);
        return c.needs_library && ask_library("encode_text", text, name, errors);
    }
    builder_give_bytes(&c.out);
    return true;
}

/* -------------------------------------------------------------------------------- decoding */

static void put_character(coding *c, uint32_t character)
{
    char bytes[4];
    builder_add(&c->out, (c11_sv){ bytes, unicode_encode(character, bytes) });
}

/* So many bytes at `start` that are wrong. */
static bool wrong(coding *c, c11_sv all, int64_t start, int64_t count, const char *reason)
{
    const unsigned char *const bytes = (const unsigned char *)all.data + start;
    if (handles(c, "ignore"))
        return true;
    if (handles(c, "replace")) {
        put_character(c, 0xfffd);
        return true;
    }
    if (handles(c, "backslashreplace") || handles(c, "surrogateescape")) {
        const bool escapes = handles(c, "surrogateescape");
        bool possible = true;
        for (int64_t i = 0; i < count; i++)
            possible &= !escapes || bytes[i] >= 0x80;
        for (int64_t i = 0; possible && i < count; i++) {
            char shown[8];
            snprintf(shown, sizeof shown, "\\x%02x", bytes[i]);
            if (escapes)
                put_character(c, 0xdc00u + bytes[i]);
            else
                builder_add(&c->out, (c11_sv){ shown, 4 });
        }
        if (possible)
            return true;
    }
    if (!has_handler(c))
        return unknown_handler(c);
    const char *name = c->encoding.name;
    return fail(c, EXCEPTION_UnicodeDecodeError, name, start, start + count, reason);
}

/* The bytes of a UTF-8 character at `at`, or of what is wrong there: then *reason says why. */
static int utf8_at(const unsigned char *s, int64_t left, const char **reason)
{
    const unsigned first = s[0];
    const int more = first < 0x80                    ? 0
                     : first >= 0xc2 && first < 0xe0 ? 1
                     : first >= 0xe0 && first < 0xf0 ? 2
                     : first >= 0xf0 && first < 0xf5 ? 3
                                                     : -1;
    const unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    *reason = NULL;
    if (more < 0) {
        *reason = "invalid start byte";
        return 1;
    }
    for (int k = 1; k <= more; k++) {
        if (k == left) {
            *reason = "unexpected end of data";
            return k;
        }
        if (s[k] < (k == 1 ? least : 0x80) || s[k] > (k == 1 ? most : 0xbf)) {
            *reason = "invalid continuation byte";
            return k;
        }
    }
    return more + 1;
}

static bool decode_utf8(coding *c, c11_sv all, int64_t at)
{
    const unsigned char *const s = (const unsigned char *)all.data;
    while (at < all.size) {
        const char *reason;
        const int size = utf8_at(s + at, all.size - at, &reason);
        const bool passes = reason != NULL && handles(c, "surrogatepass") && all.size - at >= 3
                            && s[at] == 0xed && s[at + 1] >= 0xa0 && s[at + 1] <= 0xbf
                            && (s[at + 2] & 0xc0) == 0x80;
        if (passes) {
            builder_add(&c->out, (c11_sv){ all.data + at, 3 });
            at += 3;
            continue;
        }
        if (reason == NULL)
            builder_add(&c->out, (c11_sv){ all.data + at, size });
        else if (!wrong(c, all, at, size, reason))
            return false;
        at += size;
    }
    return true;
}

static bool decode_bytes(coding *c, c11_sv all)
{
    for (int64_t i = 0; i < all.size; i++) {
        const unsigned char byte = (unsigned char)all.data[i];
        const bool in_page = c->encoding.kind == CP_1252 && byte >= 0x80 && byte < 0xa0;
        if (c->encoding.kind == ASCII && byte >= 0x80) {
            if (!wrong(c, all, i, 1, "ordinal not in range(128)"))
                return false;
        } else if (in_page && cp1252[byte - 0x80] == 0) {
            if (!wrong(c, all, i, 1, "character maps to <undefined>"))
                return false;
        } else {
            put_character(c, in_page ? cp1252[byte - 0x80] : byte);
        }
    }
    return true;
}

static uint32_t unit_at(const coding *c, const unsigned char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value |= (uint32_t)at[c->encoding.order == BIG ? bytes - 1 - i : i] << (8 * i);
    return value;
}

/* Behind a byte order mark, if there may be one. */
static int64_t take_order(coding *c, c11_sv all, int bytes)
{
    if (c->encoding.order != NATIVE)
        return 0;
    c->encoding.order = LITTLE;
    c->encoding.name = bytes == 2 ? "utf-16-le" : "utf-32-le";
    if (all.size < bytes)
        return 0;
    const unsigned char *const s = (const unsigned char *)all.data;
    if (unit_at(c, s, bytes) == 0xfeff)
        return bytes;
    c->encoding.order = BIG;
    if (unit_at(c, s, bytes) == 0xfeff) {
        c->encoding.name = bytes == 2 ? "utf-16-be" : "utf-32-be";
        return bytes;
    }
    c->encoding.order = LITTLE;
    return 0;
}

static bool decode_utf16(coding *c, c11_sv all)
{
    const bool is_native = c->encoding.order == NATIVE;
    int64_t at = take_order(c, all, 2);
    const unsigned char *const s = (const unsigned char *)all.data;
    if (is_native)
        c->encoding.name = "utf-16";
    while (at < all.size) {
        const int64_t left = all.size - at;
        if (left < 2)
            return wrong(c, all, at, left, "truncated data");
        const uint32_t unit = unit_at(c, s + at, 2);
        if (!is_surrogate(unit)) {
            put_character(c, unit);
            at += 2;
            continue;
        }
        const uint32_t second = unit < 0xdc00 && left >= 4 ? unit_at(c, s + at + 2, 2) : 0;
        if (second >= 0xdc00 && second < 0xe000) {
            put_character(c, 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
            at += 4;
            continue;
        }
        if (handles(c, "surrogatepass")) {
            put_character(c, unit);
            at += 2;
            continue;
        }
        const bool is_cut_off = unit < 0xdc00 && left < 4;
        const char *const reason = is_cut_off      ? "unexpected end of data"
                                   : unit < 0xdc00 ? "illegal UTF-16 surrogate"
                                                   : "illegal encoding";
        const int64_t count = is_cut_off ? left : 2;
        if (!wrong(c, all, at, count, reason))
            return false;
        at += count;
    }
    return true;
}

static bool decode_utf32(coding *c, c11_sv all)
{
    const bool is_native = c->encoding.order == NATIVE;
    int64_t at = take_order(c, all, 4);
    const unsigned char *const s = (const unsigned char *)all.data;
    if (is_native)
        c->encoding.name = "utf-32";
    while (at < all.size) {
        const int64_t left = all.size - at;
        if (left < 4)
            return wrong(c, all, at, left, "truncated data");
        const uint32_t unit = unit_at(c, s + at, 4);
        if (unit < UNICODE_NONE && (!is_surrogate(unit) || handles(c, "surrogatepass")))
            put_character(c, unit);
        else if (!wrong(c, all, at, 4,
                        is_surrogate(unit)
                            ? "code point in surrogate code point range(0xd800, 0xe000)"
                            : "code point not in range(0x110000)"))
            return false;
        at += 4;
    }
    return true;
}

static bool decode(coding *c, c11_sv all)
{
    switch (c->encoding.kind) {
    case UTF_8: return decode_utf8(c, all, 0);
    case UTF_8_SIGNED: {
        const bool is_signed = all.size >= 3 && memcmp(all.data, "\xef\xbb\xbf", 3) == 0;
        return decode_utf8(c, all, is_signed ? 3 : 0);
    }
    case UTF_16: return decode_utf16(c, all);
    case UTF_32: return decode_utf32(c, all);
    default: return decode_bytes(c, all);
    }
}

bool encoding_decode(py_Ref bytes, py_Ref name, py_Ref errors)
{
    coding c = { .object = bytes, .errors = { "strict", 6 } };
    c11_sv content;
    if (!bytes_required(bytes, &content))
        return false;
    if (!encoding_find(name, &c.encoding))
        return ask_library("decode_text", bytes, name, errors);
    if (errors != NULL)
        c.errors = py_tosv(errors);
    /* Exceptions show bytes. */
    py_StackRef const shown = py_pushtmp();
    *shown = *boxed_value(bytes);
    if (shown->type != tp_bytes) {
        memcpy(py_newbytes(shown, content.size), content.data, (size_t)content.size);
        bytes_of(shown, &content);
    }
    c.object = shown;
    if (characters_are_ascii(content) && c.encoding.kind <= CP_1252) {
        memcpy(characters_new(content.size), content.data, (size_t)content.size);
    } else if (decode(&c, content)) {
        builder_give_text(&c.out);
    } else {
        builder_free(&c.out);
        if (!c.needs_library || !ask_library("decode_text", shown, name, errors))
            return false;
    }
    pk_current_vm->stack.sp = shown;
    return true;
}

/* --------------------------------------------------------------------------------- methods */

/* (encoding="utf-8", errors="strict"), from argument `at` on. */
static bool take_names(const char *method, int argc, py_Ref argv, int at, py_Ref *names)
{
    static const char *const what[] = { "encoding", "errors" };
    if (argc > at + 2)
        return TypeError("%s() takes at most %d arguments (%d given)", method, at == 2 ? 3 : 2,
                         at == 2 ? argc - 1 : argc - at);
    for (int i = 0; i < 2; i++) {
        names[i] = NULL;
        if (argc <= at + i || argv[at + i].type == tp_nil)
            continue;
        if (argv[at + i].type == tp_NoneType)
            return TypeError("%s() argument '%s' must be str, not None", method, what[i]);
        if (!py_isinstance(&argv[at + i], tp_str))
            return TypeError("%s() argument '%s' must be str, not %t", method, what[i],
                             argv[at + i].type);
        names[i] = boxed_value(&argv[at + i]);
    }
    return true;
}

static bool str_encode(int argc, py_Ref argv)
{
    py_Ref names[2];
    return take_names("encode", argc, argv, 1, names) && encoding_encode(argv, names[0], names[1]);
}

static bool bytes_decode(int argc, py_Ref argv)
{
    py_Ref names[2];
    return take_names("decode", argc, argv, 1, names) && encoding_decode(argv, names[0], names[1]);
}

static bool str_make(int argc, py_Ref argv)
{
    py_Ref names[2];
    c11_sv content;
    if (argc < 2 || argv[1].type == tp_nil) {
        py_newstr(py_retval(), "");
        return true;
    }
    if (argc == 2)
        return py_str(&argv[1]);
    if (!take_names("str", argc, argv, 2, names))
        return false;
    if (names[0] == NULL && names[1] == NULL)
        return py_str(&argv[1]);
    if (py_isinstance(&argv[1], tp_str))
        return TypeError("decoding str is not supported");
    if (!bytes_of(&argv[1], &content))
        return TypeError("decoding to str: need a bytes-like object, %t found", argv[1].type);
    return encoding_decode(&argv[1], names[0], names[1]);
}

bool encodings_install(void)
{
    static const native of_str[] = { { "encode", str_encode }, { "__new__", str_make } };
    static const native of_bytes[] = { { "decode", bytes_decode } };
    return natives_replace(py_tpobject(tp_str), of_str, COUNT(of_str))
           && natives_replace(py_tpobject(tp_bytes), of_bytes, COUNT(of_bytes))
           && natives_replace(py_tpobject(pkhost_here->types.bytearray), of_bytes, COUNT(of_bytes));
}
