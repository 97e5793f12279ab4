/* unicode_module.c -- the module unicodedata of dialect "python". */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "base/unicode_details.h"
#include "base/unicode_names.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "python/install.h"
#include "python/native_types.h"

#include <stdio.h>
#include <string.h>

static bool give_text(const char *text)
{
    py_newstr(py_retval(), text);
    return true;
}

/* The one character that a text is; `which` is for errors: "name() argument 1". */
static bool take_character(const char *which, py_Ref value, uint32_t *out)
{
    py_Ref const plain = boxed_value(value);
    if (plain->type != tp_str)
        return TypeError("%s must be a unicode character, not %t", which, value->type);
    const c11_sv text = py_tosv(plain);
    const char *at = text.data;
    if (text.size > 0)
        *out = unicode_decode(&at, text.data + text.size);
    return (text.size > 0 && at == text.data + text.size)
           || TypeError("%s must be a unicode character, not str", which);
}

static bool take_only(const char *name, int argc, py_Ref argv, uint32_t *out)
{
    char which[48];
    if (argc != 1)
        return TypeError("unicodedata.%s() takes exactly one argument (%d given)", name, argc);
    snprintf(which, sizeof which, "%s() argument", name);
    return take_character(which, argv, out);
}

/* The character, and what stands behind it for what has no answer. */
static bool take_first(const char *name, int argc, py_Ref argv, uint32_t *out)
{
    char which[48];
    if (argc < 1 || argc > 2)
        return TypeError(argc < 1 ? "%s expected at least 1 argument, got %d"
                                  : "%s expected at most 2 arguments, got %d",
                         name, argc);
    snprintf(which, sizeof which, "%s() argument 1", name);
    return take_character(which, argv, out);
}

static bool give_default(int argc, py_Ref argv, const char *otherwise)
{
    if (argc < 2)
        return ValueError("%s", otherwise);
    *py_retval() = argv[1];
    return true;
}

/* ---------------------------------------------------------------------------------- names */

static bool module_name(int argc, py_Ref argv)
{
    char name[UNICODE_NAME_MOST];
    uint32_t c;
    if (!take_first("name", argc, argv, &c))
        return false;
    return unicode_name_of(c, name) ? give_text(name) : give_default(argc, argv, "no such name");
}

static bool module_lookup(int argc, py_Ref argv)
{
    char text[4];
    if (argc != 1)
        return TypeError("unicodedata.lookup() takes exactly one argument (%d given)", argc);
    py_Ref const plain = boxed_value(argv);
    if (plain->type != tp_str)
        return TypeError("a bytes-like object is required, not '%t'", argv->type);
    const c11_sv name = py_tosv(plain);
    const uint32_t c = unicode_by_name(name.data, (size_t)name.size);
    if (c != UNICODE_NONE) {
        py_newstrv(py_retval(), (c11_sv){ text, unicode_encode(c, text) });
        return true;
    }
    py_TValue message;
    py_newfstr(&message, "undefined character name '%v'", name);
    return KeyError(&message);
}

/* ----------------------------------------------------------------------------- properties */

#define PROPERTY(name, given)                               \
    static bool module_##name(int argc, py_Ref argv)        \
    {                                                       \
        uint32_t c;                                         \
        return take_only(#name, argc, argv, &c) && (given); \
    }

PROPERTY(category, give_text(unicode_categories[unicode_record_of(c)->category]))
PROPERTY(bidirectional, give_text(unicode_bidirectional(c)))
PROPERTY(east_asian_width, give_text(unicode_width(c)))
PROPERTY(combining, give_int(unicode_record_of(c)->combining_class))
PROPERTY(mirrored, give_int(unicode_is_mirrored(c)))

static bool module_decomposition(int argc, py_Ref argv)
{
    uint32_t c;
    const uint32_t *into = NULL;
    bool is_compatible;
    if (!take_only("decomposition", argc, argv, &c))
        return false;
    const int count = unicode_decomposition(c, &into, &is_compatible);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, unicode_decomposition_tag(c));
    for (int i = 0; i < count; i++) {
        char number[12];
        const bool is_first = i == 0 && *unicode_decomposition_tag(c) == '\0';
        snprintf(number, sizeof number, is_first ? "%04X" : " %04X", (unsigned)into[i]);
        c11_sbuf__write_cstr(&text, number);
    }
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

/* -------------------------------------------------------------------------------- numbers */

static bool digit(const char *name, uint16_t property, const char *otherwise, int argc, py_Ref argv)
{
    uint32_t c;
    if (!take_first(name, argc, argv, &c))
        return false;
    return unicode_has(c, property) ? give_int(unicode_record_of(c)->digit)
                                    : give_default(argc, argv, otherwise);
}

static bool module_decimal(int argc, py_Ref argv)
{
    return digit("decimal", UNICODE_DECIMAL, "not a decimal", argc, argv);
}
static bool module_digit(int argc, py_Ref argv)
{
    return digit("digit", UNICODE_DIGIT, "not a digit", argc, argv);
}

static bool module_numeric(int argc, py_Ref argv)
{
    uint32_t c;
    double number;
    if (!take_first("numeric", argc, argv, &c))
        return false;
    if (!unicode_numeric(c, &number))
        return give_default(argc, argv, "not a numeric character");
    py_newfloat(py_retval(), number);
    return true;
}

/* ----------------------------------------------------------------------------- normal forms */

static bool take_form(const char *name, int argc, py_Ref argv, enum unicode_form *form)
{
    static const char *const names[] = { "NFC", "NFKC", "NFD", "NFKD" };
    static const enum unicode_form forms[] = { UNICODE_NFC, UNICODE_NFKC, UNICODE_NFD,
                                               UNICODE_NFKD };
    if (argc != 2)
        return TypeError("%s expected 2 arguments, got %d", name, argc);
    for (int i = 0; i < 2; i++)
        if (boxed_value(&argv[i])->type != tp_str)
            return TypeError("%s() argument %d must be str, not %t", name, i + 1, argv[i].type);
    const c11_sv given = py_tosv(boxed_value(&argv[0]));
    *form = UNICODE_NFC;
    if (py_tosv(boxed_value(&argv[1])).size
        == 0) /* it is in every form, and in those that are none */
        return true;
    for (size_t i = 0; i < COUNT(names); i++)
        if (given.size == (int)strlen(names[i])
            && memcmp(given.data, names[i], (size_t)given.size) == 0) {
            *form = forms[i];
            return true;
        }
    return ValueError("invalid normalization form");
}

/* Whether nothing that stands before it changes what becomes of it: the text may be cut here. */
static bool begins_anew(uint32_t c)
{
    return c < 0x300 || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa)
           || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

/* How many bytes of a text to change at once: a piece, up to where it may be cut. */
static size_t piece_of(const char *from, const char *end)
{
    enum { PIECE = 1024 };
    const char *at = from;
    while (at < end) {
        const char *next = at;
        const uint32_t c = unicode_decode(&next, end);
        if (at - from >= PIECE && begins_anew(c))
            break;
        at = next;
    }
    return (size_t)(at - from);
}

/* Piece by piece: what a text may become takes many times its room. */
static bool normal_form(enum unicode_form form, c11_sv text, py_OutRef out)
{
    c11_sbuf made;
    c11_sbuf__ctor(&made);
    for (const char *at = text.data, *const end = text.data + text.size; at < end;) {
        const size_t size = piece_of(at, end);
        const size_t characters = unicode_decomposed_count(form, at, size);
        char *const normal = pkhost_libc_malloc(4 * characters);
        uint32_t *const scratch = pkhost_libc_malloc(2 * characters * sizeof *scratch);
        const size_t count = unicode_normalize(form, at, size, normal, scratch);
        c11_sbuf__write_cstrn(&made, normal, (int)count);
        pkhost_libc_free(scratch);
        pkhost_libc_free(normal);
        at += size;
        if (!native_charge((int64_t)characters)) {
            c11_sbuf__dtor(&made);
            return false;
        }
    }
    c11_sbuf__py_submit(&made, out);
    return true;
}

static bool module_normalize(int argc, py_Ref argv)
{
    enum unicode_form form;
    return take_form("normalize", argc, argv, &form)
           && normal_form(form, py_tosv(boxed_value(&argv[1])), py_retval());
}

static bool module_is_normalized(int argc, py_Ref argv)
{
    enum unicode_form form;
    if (!take_form("is_normalized", argc, argv, &form))
        return false;
    py_TValue text = *boxed_value(&argv[1]);
    if (!normal_form(form, py_tosv(&text), py_retval()))
        return false;
    const c11_sv was = py_tosv(&text), is = py_tosv(py_retval());
    const bool same = was.size == is.size && memcmp(was.data, is.data, (size_t)is.size) == 0;
    py_newbool(py_retval(), same);
    return true;
}

bool unicode_module_install(void)
{
    static const native functions[] = {
        { "name", module_name },
        { "lookup", module_lookup },
        { "category", module_category },
        { "bidirectional", module_bidirectional },
        { "east_asian_width", module_east_asian_width },
        { "combining", module_combining },
        { "mirrored", module_mirrored },
        { "decomposition", module_decomposition },
        { "decimal", module_decimal },
        { "digit", module_digit },
        { "numeric", module_numeric },
        { "normalize", module_normalize },
        { "is_normalized", module_is_normalized },
    };
    py_GlobalRef const module = py_getmodule("unicodedata");
    py_newstr(py_emplacedict(module, py_name("unidata_version")), "14.0.0");
    return natives_replace(module, functions, COUNT(functions));
}
