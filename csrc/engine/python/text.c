/* text.c -- methods of str that look for texts in a text, take it apart and fill it up, in both
 * dialects.  What its items are is str_items.c's, what dialect "python" has besides str_methods.c's
 * and str_case.c's.
 *
 * PocketPy's own count bytes where Python counts characters, take C strings
 * for texts, and look for characters from the beginning again and again.
 * These take their place when a VM is built.  All texts are UTF-8.  Most are
 * ASCII, where a character is a byte; so that is asked first, eight bytes at a
 * time, and nothing else is paid for.
 */
#define _GNU_SOURCE
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/text_places.h"
#include "interpose/natives.h"
#include "memory/dialect.h"
#include "python/install.h"
#include "python/text_search.h"
#include "stop/zone.h"

#include <string.h>

/* ------------------------------------------------------------ what is given */

static bool give(c11_sv text)
{
    memcpy(characters_new(text.size), text.data, (size_t)text.size);
    return true;
}

/* A part of a text, text[start:end], from the arguments `at` and `at` + 1. */
typedef struct part {
    bool is_none; /* its end is before its start: not even "" is in it */
    c11_sv bytes;
} part;

static bool take_bound(int argc, py_Ref argv, int at, int64_t otherwise, int64_t *bound)
{
    *bound = otherwise;
    if (argc <= at || argv[at].type == tp_NoneType)
        return true;
    if (argv[at].type != tp_int && argv[at].type != tp_bool)
        return TypeError("slice indices must be integers or None or have an __index__ method");
    return argument_as_int(&argv[at], bound);
}

static bool take_part(int argc, py_Ref argv, int at, part *p)
{
    const c11_sv text = py_tosv(argv);
    p->is_none = false;
    p->bytes = text;
    if (argc <= at)
        return true;
    const int64_t length = places_length(text);
    int64_t start, end;
    if (!take_bound(argc, argv, at, 0, &start) || !take_bound(argc, argv, at + 1, length, &end))
        return false;
    if (end > length)
        end = length;
    if (end < 0)
        end = end + length < 0 ? 0 : end + length;
    if (start < 0)
        start = start + length < 0 ? 0 : start + length;
    if (start > end) {
        p->is_none = true;
        return true;
    }
    const int first = places_offset(text, start);
    p->bytes = (c11_sv){ text.data + first, places_offset(text, end) - first };
    return true;
}

/* CPython's words depend on how a method takes what it is given. */
static bool is_no_text(py_Ref value, const char *method)
{
    if (strcmp(method, "startswith") == 0 || strcmp(method, "endswith") == 0)
        return TypeError("%s first arg must be str or a tuple of str, not %t", method, value->type);
    if (strstr(method, "strip") != NULL)
        return TypeError("%s arg must be None or str", method);
    if (strcmp(method, "split") == 0 || strcmp(method, "rsplit") == 0)
        return TypeError("must be str or None, not %t", value->type);
    if (strstr(method, "just") != NULL || strcmp(method, "center") == 0)
        return TypeError("The fill character must be a unicode character, not %t", value->type);
    return TypeError("must be str, not %t", value->type);
}

static bool is_replacement(py_Ref value, int number)
{
    return value->type == tp_str
           || TypeError(dialect_is_python() ? "replace() argument %d must be str, not %t"
                                            : "replace(): argument %d: 'str' expected, not '%t'",
                        number, value->type);
}

static bool is_text(py_Ref value, const char *method)
{
    if (value->type == tp_str)
        return true;
    if (dialect_is_python())
        return is_no_text(value, method);
    return TypeError("%s(): 'str' expected, not '%t'", method, value->type);
}

/* ---------------------------------------------------------------- searching */

static bool find(int argc, py_Ref argv, const char *method, text_search *search, bool must)
{
    part p;
    if (!argument_count(method, argc - 1, 1, 3) || !is_text(&argv[1], method)
        || !take_part(argc, argv, 2, &p))
        return false;
    const char *found = p.is_none ? NULL : search(p.bytes, py_tosv(&argv[1]));
    if (found == NULL)
        return must ? ValueError("substring not found") : give_int(-1);
    return give_int(places_number(py_tosv(argv), (int)(found - py_tosv(argv).data)));
}

static bool str_find(int argc, py_Ref argv)
{
    return find(argc, argv, "find", search_first, false);
}
static bool str_index(int argc, py_Ref argv)
{
    return find(argc, argv, "index", search_first, true);
}
static bool str_rfind(int argc, py_Ref argv)
{
    return find(argc, argv, "rfind", search_last, false);
}
static bool str_rindex(int argc, py_Ref argv)
{
    return find(argc, argv, "rindex", search_last, true);
}

static bool str_count(int argc, py_Ref argv)
{
    part p;
    if (!argument_count("count", argc - 1, 1, 3) || !is_text(&argv[1], "count")
        || !take_part(argc, argv, 2, &p))
        return false;
    const c11_sv what = py_tosv(&argv[1]);
    if (p.is_none)
        return give_int(0);
    if (what.size == 0)
        return give_int((int64_t)characters_count(p.bytes) + 1);
    return give_int(search_count(p.bytes, what, INT64_MAX));
}

static bool str_contains(int argc, py_Ref argv)
{
    if (!argument_count("__contains__", argc - 1, 1, 1))
        return false;
    if (argv[1].type != tp_str)
        return TypeError("'in <string>' requires string as left operand, not %t", argv[1].type);
    return give_bool(search_first(py_tosv(argv), py_tosv(&argv[1])) != NULL);
}

static bool matches(const part *p, c11_sv what, bool at_end)
{
    if (p->is_none || what.size > p->bytes.size)
        return false;
    const char *from = at_end ? p->bytes.data + p->bytes.size - what.size : p->bytes.data;
    return memcmp(from, what.data, (size_t)what.size) == 0;
}

static bool begins_or_ends(int argc, py_Ref argv, const char *method, bool at_end)
{
    part p;
    if (!argument_count(method, argc - 1, 1, 3) || !take_part(argc, argv, 2, &p))
        return false;
    if (argv[1].type != tp_tuple)
        return is_text(&argv[1], method) && give_bool(matches(&p, py_tosv(&argv[1]), at_end));
    for (int i = 0; i < py_tuple_len(&argv[1]); i++) {
        py_Ref one = py_tuple_getitem(&argv[1], i);
        if (one->type != tp_str && dialect_is_python())
            return TypeError("tuple for %s must only contain str, not %t", method, one->type);
        if (!is_text(one, method))
            return false;
        if (matches(&p, py_tosv(one), at_end))
            return give_bool(true);
    }
    return give_bool(false);
}

static bool str_startswith(int argc, py_Ref argv)
{
    return begins_or_ends(argc, argv, "startswith", false);
}

static bool str_endswith(int argc, py_Ref argv)
{
    return begins_or_ends(argc, argv, "endswith", true);
}

/* ------------------------------------------------------ replacing, splitting */

/* "-a-b-c-": `by` before each of the first characters, and after the last. */
static bool replace_nothing(c11_sv text, c11_sv by, int64_t most)
{
    const int64_t places = (int64_t)characters_count(text) + 1;
    int64_t count = most < 0 || most > places ? places : most;
    char *to = characters_new(text.size + count * by.size);
    const char *from = text.data, *end = text.data + text.size;
    for (; count > 0; count--) {
        memcpy(to, by.data, (size_t)by.size);
        to += by.size;
        if (from == end)
            break;
        do
            *to++ = *from++;
        while (from < end && characters_continues(*from));
    }
    memcpy(to, from, (size_t)(end - from));
    return true;
}

static bool str_replace(int argc, py_Ref argv)
{
    int64_t most = -1;
    if (!argument_count("replace", argc - 1, 2, 3) || !is_replacement(&argv[1], 1)
        || !is_replacement(&argv[2], 2) || (argc == 4 && !argument_as_int(&argv[3], &most)))
        return false;
    c11_sv text = py_tosv(argv);
    const c11_sv old = py_tosv(&argv[1]), by = py_tosv(&argv[2]);
    if (old.size == 0)
        return replace_nothing(text, by, most);
    const int64_t count = search_count(text, old, most < 0 ? INT64_MAX : most);
    if (count == 0) {
        *py_retval() = argv[0];
        return true;
    }
    char *to = characters_new(text.size + count * ((int64_t)by.size - old.size));
    for (int64_t i = 0; i < count; i++) {
        const int before = (int)(search_first(text, old) - text.data);
        memcpy(to, text.data, (size_t)before);
        memcpy(to + before, by.data, (size_t)by.size);
        to += before + by.size;
        text = (c11_sv){ text.data + before + old.size, text.size - before - old.size };
    }
    memcpy(to, text.data, (size_t)text.size);
    return true;
}

static void add_piece(const char *from, const char *end)
{
    py_newstrv(py_list_emplace(py_retval()), (c11_sv){ from, (int)(end - from) });
}

static void split_at_space(c11_sv text, int64_t most)
{
    const char *at = text.data, *end = text.data + text.size;
    int width;
    while (true) {
        while (at < end && (width = characters_space(at, end)) > 0)
            at += width;
        if (at == end)
            return;
        const char *from = at;
        if (most-- == 0) {
            add_piece(from, end);
            return;
        }
        while (at < end && characters_space(at, end) == 0)
            at++;
        add_piece(from, at);
    }
}

static bool str_split(int argc, py_Ref argv)
{
    int64_t most = -1;
    if (!argument_count("split", argc - 1, 0, 2)
        || (argc == 3 && argv[2].type != tp_nil && !argument_as_int(&argv[2], &most)))
        return false;
    if (most < 0)
        most = INT64_MAX;
    c11_sv text = py_tosv(argv);
    if (argc == 1 || argv[1].type == tp_NoneType || argv[1].type == tp_nil) {
        py_newlist(py_retval());
        split_at_space(text, most);
        return true;
    }
    if (!is_text(&argv[1], "split"))
        return false;
    const c11_sv at = py_tosv(&argv[1]);
    if (at.size == 0)
        return ValueError("empty separator");
    py_newlist(py_retval());
    for (const char *found; most != 0 && (found = search_first(text, at)) != NULL; most--) {
        add_piece(text.data, found);
        const int passed = (int)(found - text.data) + at.size;
        text = (c11_sv){ text.data + passed, text.size - passed };
    }
    add_piece(text.data, text.data + text.size);
    return true;
}

/* How many bytes end a line at `at`: 0 if none do. */
static int line_end(const char *at, const char *end)
{
    const unsigned char *c = (const unsigned char *)at;
    if (c[0] == '\r')
        return end - at > 1 && at[1] == '\n' ? 2 : 1;
    if ((c[0] >= 0x0a && c[0] <= 0x0c) || (c[0] >= 0x1c && c[0] <= 0x1e))
        return 1;
    if (c[0] == 0xc2 && end - at > 1 && c[1] == 0x85)
        return 2;
    return c[0] == 0xe2 && end - at > 2 && c[1] == 0x80 && (c[2] == 0xa8 || c[2] == 0xa9) ? 3 : 0;
}

static bool str_splitlines(int argc, py_Ref argv)
{
    int64_t keep = 0;
    if (!argument_count("splitlines", argc - 1, 0, 1)
        || (argc == 2 && !argument_as_int(&argv[1], &keep)))
        return false;
    const c11_sv text = py_tosv(argv);
    const char *from = text.data, *const end = text.data + text.size;
    py_newlist(py_retval());
    for (const char *at = from; at < end;) {
        const int ends = line_end(at, end);
        if (ends > 0) {
            add_piece(from, keep != 0 ? at + ends : at);
            from = at + ends;
        }
        at += ends > 0 ? ends : 1;
    }
    if (from < end)
        add_piece(from, end);
    return true;
}

/* ---------------------------------------------------------------- stripping */

/* How many bytes the character at `at` has, if it is one of `of`; of NULL: space. */
static int strippable(const char *at, const char *end, const c11_sv *of)
{
    if (of == NULL)
        return characters_space(at, end);
    const int width = characters_width(at, end);
    return memmem(of->data, (size_t)of->size, at, (size_t)width) != NULL ? width : 0;
}

static int strippable_before(const char *begin, const char *end, const c11_sv *of)
{
    if (of == NULL)
        return characters_space_before(begin, end);
    const int width = characters_width_before(begin, end);
    return memmem(of->data, (size_t)of->size, end - width, (size_t)width) != NULL ? width : 0;
}

static bool strip(int argc, py_Ref argv, const char *method, bool left, bool right)
{
    if (!argument_count(method, argc - 1, 0, 1))
        return false;
    const bool space = argc == 1 || argv[1].type == tp_NoneType;
    if (!space && !is_text(&argv[1], method))
        return false;
    const c11_sv text = py_tosv(argv), named = space ? text : py_tosv(&argv[1]);
    const c11_sv *of = space ? NULL : &named;
    const char *begin = text.data, *end = text.data + text.size;
    int width;
    while (left && begin < end && (width = strippable(begin, end, of)) > 0)
        begin += width;
    while (right && begin < end && (width = strippable_before(begin, end, of)) > 0)
        end -= width;
    if (end - begin == text.size) {
        *py_retval() = argv[0];
        return true;
    }
    return give((c11_sv){ begin, (int)(end - begin) });
}

static bool str_strip(int argc, py_Ref argv) { return strip(argc, argv, "strip", true, true); }
static bool str_lstrip(int argc, py_Ref argv) { return strip(argc, argv, "lstrip", true, false); }
static bool str_rstrip(int argc, py_Ref argv) { return strip(argc, argv, "rstrip", false, true); }

/* ------------------------------------------------------------------ padding */

enum side { LEFT, RIGHT, BOTH }; /* where the text stands */

static bool justify(int argc, py_Ref argv, const char *method, enum side side)
{
    int64_t width = 0;
    if (!argument_count(method, argc - 1, 1, 2) || !argument_as_int(&argv[1], &width))
        return false;
    c11_sv fill = { " ", 1 };
    if (argc == 3) {
        if (!is_text(&argv[2], method))
            return false;
        fill = py_tosv(&argv[2]);
        if (characters_count(fill) != 1)
            return TypeError("The fill character must be exactly one character long");
    }
    const c11_sv text = py_tosv(argv);
    const int64_t length = characters_count(text);
    if (width <= length) {
        *py_retval() = argv[0];
        return true;
    }
    const int64_t missing = width - length;
    if (missing > CHARACTERS_MOST / 4)
        stop_abandon(pkhost_here, STOP_MEMORY);
    const int64_t before = side == LEFT    ? 0
                           : side == RIGHT ? missing
                                           : missing / 2 + (missing & width & 1);
    char *to = characters_new(text.size + missing * fill.size);
    to = characters_repeat(to, fill, before);
    memcpy(to, text.data, (size_t)text.size);
    characters_repeat(to + text.size, fill, missing - before);
    return true;
}

static bool str_ljust(int argc, py_Ref argv) { return justify(argc, argv, "ljust", LEFT); }
static bool str_rjust(int argc, py_Ref argv) { return justify(argc, argv, "rjust", RIGHT); }
static bool str_center(int argc, py_Ref argv) { return justify(argc, argv, "center", BOTH); }

static bool str_zfill(int argc, py_Ref argv)
{
    int64_t width = 0;
    if (!argument_count("zfill", argc - 1, 1, 1) || !argument_as_int(&argv[1], &width))
        return false;
    const c11_sv text = py_tosv(argv);
    const int64_t length = characters_count(text);
    if (width <= length) {
        *py_retval() = argv[0];
        return true;
    }
    const int64_t missing = width - length;
    const int sign = text.size > 0 && (text.data[0] == '+' || text.data[0] == '-');
    char *to = characters_new(text.size + missing);
    memcpy(to, text.data, (size_t)sign);
    memset(to + sign, '0', (size_t)missing);
    memcpy(to + sign + missing, text.data + sign, (size_t)(text.size - sign));
    return true;
}

/* --------------------------------------------------------------------- case */

static bool change_case(int argc, py_Ref argv, const char *method, bool upper)
{
    if (!argument_count(method, argc - 1, 0, 0))
        return false;
    const c11_sv text = py_tosv(argv);
    if (LIKELY(characters_are_ascii(text))) {
        const char first = upper ? 'a' : 'A';
        char *to = characters_new(text.size);
        for (int i = 0; i < text.size; i++)
            to[i] = (char)(text.data[i] ^ ((unsigned char)(text.data[i] - first) < 26 ? 0x20 : 0));
        return true;
    }
    const int64_t size = characters_change_case(text, upper, NULL);
    characters_change_case(text, upper, characters_new(size));
    return true;
}

static bool str_lower(int argc, py_Ref argv) { return change_case(argc, argv, "lower", false); }
static bool str_upper(int argc, py_Ref argv) { return change_case(argc, argv, "upper", true); }

bool text_install(void)
{
    static const native methods[] = {
        { "__contains__", str_contains }, { "find", str_find },
        { "index", str_index },           { "rfind", str_rfind },
        { "rindex", str_rindex },         { "count", str_count },
        { "startswith", str_startswith }, { "endswith", str_endswith },
        { "replace", str_replace },       { "split", str_split },
        { "splitlines", str_splitlines }, { "strip", str_strip },
        { "lstrip", str_lstrip },         { "rstrip", str_rstrip },
        { "ljust", str_ljust },           { "rjust", str_rjust },
        { "center", str_center },         { "zfill", str_zfill },
        { "lower", str_lower },           { "upper", str_upper },
    };
    return natives_replace(py_tpobject(tp_str), methods, COUNT(methods)) && str_items_install()
           && (!dialect_is_python() || (str_case_install() && str_methods_install()));
}
