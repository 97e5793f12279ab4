/* bytes_search.c -- methods of bytes and bytearray that look for bytes in them, and take them apart. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "python/builder.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "python/slice_bounds.h"
#include "python/text_search.h"

#include <string.h>

static bool is_given(int argc, py_Ref argv, int i) { return argc > i && argv[i].type != tp_nil; }

static bool text_of(py_Ref self, c11_sv *out) { return bytes_required(self, out); }

/* --------------------------------------------------------------------------- searching */

static bool take_bound(int argc, py_Ref argv, int at, int64_t otherwise, int64_t *bound)
{
    *bound = otherwise;
    return argc <= at || argv[at].type == tp_nil || slice_bound(&argv[at], otherwise, bound);
}

/* The arguments at 2 and 3, start and end.  Their methods may change any bytearray: what points into one
 * is taken after them. */
static bool take_bounds(int argc, py_Ref argv, int64_t bounds[2])
{
    return take_bound(argc, argv, 2, 0, &bounds[0])
           && take_bound(argc, argv, 3, INT64_MAX / 2, &bounds[1]);
}

/* self[start:end]; *is_none: its end is before its start. */
static bool take_part(py_Ref self, const int64_t bounds[2], c11_sv *part, int64_t *before,
                      bool *is_none)
{
    int64_t start = bounds[0], end = bounds[1];
    if (!text_of(self, part))
        return false;
    const int64_t length = part->size;
    if (end > length)
        end = length;
    if (end < 0)
        end = end + length < 0 ? 0 : end + length;
    if (start < 0)
        start = start + length < 0 ? 0 : start + length;
    *is_none = start > end;
    *before = start;
    if (!*is_none)
        *part = (c11_sv){ part->data + start, (int)(end - start) };
    return true;
}

static bool find(int argc, py_Ref argv, const char *method, text_search *search, bool must)
{
    c11_sv part, what;
    int64_t bounds[2], before;
    bool is_none;
    char one;
    if (!argument_count(method, argc - 1, 1, 3) || !take_bounds(argc, argv, bounds)
        || !bytes_or_byte(&argv[1], &one, &what)
        || !take_part(argv, bounds, &part, &before, &is_none))
        return false;
    const char *const found = is_none ? NULL : search(part, what);
    if (found == NULL)
        return must ? ValueError("subsection not found") : give_int(-1);
    return give_int(before + (found - part.data));
}

static bool bytes_find(int argc, py_Ref argv)
{
    return find(argc, argv, "find", search_first, false);
}
static bool bytes_rfind(int argc, py_Ref argv)
{
    return find(argc, argv, "rfind", search_last, false);
}
static bool bytes_index_method(int argc, py_Ref argv)
{
    return find(argc, argv, "index", search_first, true);
}
static bool bytes_rindex(int argc, py_Ref argv)
{
    return find(argc, argv, "rindex", search_last, true);
}

static bool bytes_count(int argc, py_Ref argv)
{
    c11_sv part, what;
    int64_t bounds[2], before;
    bool is_none;
    char one;
    if (!argument_count("count", argc - 1, 1, 3) || !take_bounds(argc, argv, bounds)
        || !bytes_or_byte(&argv[1], &one, &what)
        || !take_part(argv, bounds, &part, &before, &is_none))
        return false;
    return give_int(is_none          ? 0
                    : what.size == 0 ? (int64_t)part.size + 1
                                     : search_count(part, what, INT64_MAX));
}

static bool matches(c11_sv part, c11_sv what, bool at_end)
{
    const int offset = at_end ? part.size - what.size : 0;
    return what.size <= part.size && memcmp(part.data + offset, what.data, (size_t)what.size) == 0;
}

static bool begins_or_ends(int argc, py_Ref argv, const char *method, bool at_end)
{
    c11_sv part, what;
    int64_t bounds[2], before;
    bool is_none;
    if (!argument_count(method, argc - 1, 1, 3) || !take_bounds(argc, argv, bounds)
        || !take_part(argv, bounds, &part, &before, &is_none))
        return false;
    py_Ref plain = boxed_value(&argv[1]);
    if (plain->type == tp_tuple) {
        for (int i = 0; i < py_tuple_len(plain); i++) {
            if (!bytes_required(py_tuple_getitem(plain, i), &what))
                return false;
            if (!is_none && matches(part, what, at_end))
                return give_bool(true);
        }
        return give_bool(false);
    }
    if (!bytes_of(plain, &what))
        return TypeError("%s first arg must be bytes or a tuple of bytes, not %t", method,
                         plain->type);
    return give_bool(!is_none && matches(part, what, at_end));
}

static bool bytes_startswith(int argc, py_Ref argv)
{
    return begins_or_ends(argc, argv, "startswith", false);
}
static bool bytes_endswith(int argc, py_Ref argv)
{
    return begins_or_ends(argc, argv, "endswith", true);
}

/* --------------------------------------------------------------------------- replacing */

static bool bytes_replace(int argc, py_Ref argv)
{
    c11_sv text, old, by;
    int64_t most = -1;
    if (!argument_count("replace", argc - 1, 2, 3) || !bytes_required(&argv[1], &old)
        || !bytes_required(&argv[2], &by) || (argc == 4 && !bytes_index(&argv[3], &most))
        || !bytes_required(&argv[1], &old) || !bytes_required(&argv[2], &by)
        || !text_of(argv, &text)) /* all of them anew: __index__ may have changed a bytearray */
        return false;
    if (most < 0)
        most = INT64_MAX;
    builder out = { 0 };
    if (old.size == 0) {
        for (int i = 0; i <= text.size; i++) {
            if (most-- > 0)
                builder_add(&out, by);
            builder_add(&out, (c11_sv){ text.data + i, i < text.size });
        }
    } else {
        for (const char *found; most > 0 && (found = search_first(text, old)) != NULL; most--) {
            const int before = (int)(found - text.data);
            builder_add(&out, (c11_sv){ text.data, before });
            builder_add(&out, by);
            text = (c11_sv){ found + old.size, text.size - before - old.size };
        }
        builder_add(&out, text);
    }
    bytes_give_like(argv, out.data, out.size);
    builder_free(&out);
    return true;
}

static bool cut(int argc, py_Ref argv, const char *method, bool at_end)
{
    c11_sv text, what;
    if (!argument_count(method, argc - 1, 1, 1) || !bytes_required(&argv[1], &what)
        || !text_of(argv, &text))
        return false;
    if (matches(text, what, at_end)) {
        text.size -= what.size;
        if (!at_end)
            text.data += what.size;
    }
    return bytes_give_like(argv, text.data, text.size);
}
static bool bytes_removeprefix(int argc, py_Ref argv)
{
    return cut(argc, argv, "removeprefix", false);
}
static bool bytes_removesuffix(int argc, py_Ref argv)
{
    return cut(argc, argv, "removesuffix", true);
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool strip(int argc, py_Ref argv, const char *method, bool left, bool right)
{
    c11_sv text, of = { NULL, 0 };
    const bool by_space = argc == 1 || argv[1].type == tp_NoneType;
    if (!argument_count(method, argc - 1, 0, 1) || (!by_space && !bytes_required(&argv[1], &of))
        || !text_of(argv, &text))
        return false;
    const char *from = text.data, *end = text.data + text.size;
#define GOES(c) (by_space ? is_space(c) : memchr(of.data, (c), (size_t)of.size) != NULL)
    while (left && from < end && GOES(*from))
        from++;
    while (right && from < end && GOES(end[-1]))
        end--;
#undef GOES
    return bytes_give_like(argv, from, end - from);
}
static bool bytes_strip(int argc, py_Ref argv) { return strip(argc, argv, "strip", true, true); }
static bool bytes_lstrip(int argc, py_Ref argv) { return strip(argc, argv, "lstrip", true, false); }
static bool bytes_rstrip(int argc, py_Ref argv) { return strip(argc, argv, "rstrip", false, true); }

/* ---------------------------------------------------------------------------- splitting */

static void add_piece(py_Ref like, py_StackRef list, const char *from, const char *end)
{
    bytes_give_like(like, from, end - from);
    *py_list_emplace(list) = *py_retval();
}

static void split_at_space(py_Ref like, py_StackRef list, c11_sv text, int64_t most, bool from_end)
{
    const char *from = text.data, *end = text.data + text.size;
    while (true) {
        if (from_end)
            while (from < end && is_space(end[-1]))
                end--;
        else
            while (from < end && is_space(*from))
                from++;
        if (from == end)
            return;
        if (most-- == 0) {
            /* What is left has no space at its other end only if it is all. */
            add_piece(like, list, from, end);
            return;
        }
        const char *at = from_end ? end : from;
        if (from_end) {
            while (at > from && !is_space(at[-1]))
                at--;
            add_piece(like, list, at, end);
            end = at;
        } else {
            while (at < end && !is_space(*at))
                at++;
            add_piece(like, list, from, at);
            from = at;
        }
    }
}

static void split_at(py_Ref like, py_StackRef list, c11_sv text, c11_sv at, int64_t most,
                     bool from_end)
{
    const char *found;
    for (; most > 0 && (found = (from_end ? search_last : search_first)(text, at)) != NULL;
         most--) {
        const int before = (int)(found - text.data);
        if (from_end) {
            add_piece(like, list, found + at.size, text.data + text.size);
            text.size = before;
        } else {
            add_piece(like, list, text.data, found);
            text = (c11_sv){ found + at.size, text.size - before - at.size };
        }
    }
    add_piece(like, list, text.data, text.data + text.size);
}

static bool split(int argc, py_Ref argv, const char *method, bool from_end)
{
    c11_sv text, at = { NULL, 0 };
    int64_t most = -1;
    const bool by_space = !is_given(argc, argv, 1) || argv[1].type == tp_NoneType;
    if (!argument_count(method, argc - 1, 0, 2)
        || (is_given(argc, argv, 2) && !bytes_index(&argv[2], &most))
        || (!by_space && !bytes_required(&argv[1], &at)) || !text_of(argv, &text))
        return false;
    if (!by_space && at.size == 0)
        return ValueError("empty separator");
    if (most < 0)
        most = INT64_MAX;
    py_StackRef const list = py_pushtmp();
    py_newlist(list);
    if (by_space)
        split_at_space(argv, list, text, most, from_end);
    else
        split_at(argv, list, text, at, most, from_end);
    if (from_end)
        search_turn_round(list);
    *py_retval() = *list;
    py_pop();
    return true;
}
static bool bytes_split(int argc, py_Ref argv) { return split(argc, argv, "split", false); }
static bool bytes_rsplit(int argc, py_Ref argv) { return split(argc, argv, "rsplit", true); }

static bool bytes_splitlines(int argc, py_Ref argv)
{
    c11_sv text;
    int64_t keep = 0;
    if (!argument_count("splitlines", argc - 1, 0, 1)
        || (is_given(argc, argv, 1) && !bytes_index(&argv[1], &keep)) || !text_of(argv, &text))
        return false;
    py_StackRef const list = py_pushtmp();
    py_newlist(list);
    const char *from = text.data, *const end = text.data + text.size;
    while (from < end) {
        const char *at = from;
        while (at < end && *at != '\n' && *at != '\r')
            at++;
        const int ends = at == end ? 0 : *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
        add_piece(argv, list, from, keep != 0 ? at + ends : at);
        from = at + ends;
    }
    *py_retval() = *list;
    py_pop();
    return true;
}

static bool split_in_three(int argc, py_Ref argv, const char *method, bool from_end)
{
    c11_sv text, at;
    if (!argument_count(method, argc - 1, 1, 1) || !bytes_required(&argv[1], &at)
        || !text_of(argv, &text))
        return false;
    if (at.size == 0)
        return ValueError("empty separator");
    const char *const end = text.data + text.size;
    const char *const found = (from_end ? search_last : search_first)(text, at);
    py_StackRef const parts = py_pushtmp();
    py_newtuple(parts, 3);
    const char *const bounds[3][2] = {
        { text.data, found != NULL ? found
                     : from_end    ? text.data
                                   : end },
        { found != NULL ? found : end, found != NULL ? found + at.size : end },
        { found != NULL ? found + at.size
          : from_end    ? text.data
                        : end,
          end },
    };
    for (int i = 0; i < 3; i++)
        py_newnone(py_tuple_getitem(parts, i));
    for (int i = 0; i < 3; i++) {
        bytes_give_like(argv, bounds[i][0], bounds[i][1] - bounds[i][0]);
        py_tuple_setitem(parts, i, py_retval());
    }
    *py_retval() = *parts;
    py_pop();
    return true;
}
static bool bytes_partition(int argc, py_Ref argv)
{
    return split_in_three(argc, argv, "partition", false);
}
static bool bytes_rpartition(int argc, py_Ref argv)
{
    return split_in_three(argc, argv, "rpartition", true);
}

/* ------------------------------------------------------------------------------- joining */

static bool bytes_join(int argc, py_Ref argv)
{
    c11_sv between, item;
    if (!argument_count("join", argc - 1, 1, 1))
        return false;
    if (!iteration_is_possible(&argv[1]))
        return TypeError("can only join an iterable");
    py_StackRef const list = py_pushtmp();
    *list = argv[1];
    if (!py_tpcall(tp_list, 1, list))
        return false;
    *list = *py_retval();
    builder out = { 0 };
    for (int i = 0; i < py_list_len(list); i++) {
        py_Ref one = py_list_getitem(list, i);
        if (!bytes_of(one, &item)) {
            builder_free(&out);
            return TypeError("sequence item %d: expected a bytes-like object, %t found", i,
                             one->type);
        }
        if (i > 0 && text_of(argv, &between))
            builder_add(&out, between);
        builder_add(&out, item);
    }
    bytes_give_like(argv, out.data, out.size);
    builder_free(&out);
    py_pop();
    return true;
}

/* --------------------------------------------------------------------------- translation */

enum { BYTES = 256 };

static bool bytes_translate(int argc, py_Ref argv)
{
    c11_sv text, table = { NULL, 0 }, gone = { NULL, 0 };
    if (!argument_count("translate", argc - 1, 1, 2))
        return false;
    const bool has_table = is_given(argc, argv, 1) && argv[1].type != tp_NoneType;
    if ((has_table && !bytes_required(&argv[1], &table))
        || (is_given(argc, argv, 2) && !bytes_required(&argv[2], &gone)) || !text_of(argv, &text))
        return false;
    if (has_table && table.size != BYTES)
        return ValueError("translation table must be 256 characters long");
    builder out = { 0 };
    for (int i = 0; i < text.size; i++)
        if (gone.size == 0 || memchr(gone.data, text.data[i], (size_t)gone.size) == NULL)
            *builder_extend(&out, 1) =
                has_table ? table.data[(unsigned char)text.data[i]] : text.data[i];
    bytes_give_like(argv, out.data, out.size);
    builder_free(&out);
    return true;
}

/* bytes.maketrans(from, to): a static method */
static bool bytes_maketrans(int argc, py_Ref argv)
{
    c11_sv from, to;
    if (argc != 2)
        return TypeError("maketrans expected 2 arguments, got %d", argc);
    if (!bytes_required(&argv[0], &from) || !bytes_required(&argv[1], &to))
        return false;
    if (from.size != to.size)
        return ValueError("maketrans arguments must have same length");
    char *const table = bytes_new(BYTES);
    for (int i = 0; i < BYTES; i++)
        table[i] = (char)i;
    for (int i = 0; i < from.size; i++)
        table[(unsigned char)from.data[i]] = to.data[i];
    return true;
}

bool bytes_search_install(void)
{
    static const native methods[] = {
        { "find", bytes_find },
        { "rfind", bytes_rfind },
        { "index", bytes_index_method },
        { "rindex", bytes_rindex },
        { "count", bytes_count },
        { "startswith", bytes_startswith },
        { "endswith", bytes_endswith },
        { "replace", bytes_replace },
        { "removeprefix", bytes_removeprefix },
        { "removesuffix", bytes_removesuffix },
        { "strip", bytes_strip },
        { "lstrip", bytes_lstrip },
        { "rstrip", bytes_rstrip },
        { "split", bytes_split },
        { "rsplit", bytes_rsplit },
        { "splitlines", bytes_splitlines },
        { "partition", bytes_partition },
        { "rpartition", bytes_rpartition },
        { "join", bytes_join },
        { "translate", bytes_translate },
    };
    const py_Type types[] = { tp_bytes, pkhost_here->types.bytearray };
    for (size_t i = 0; i < COUNT(types); i++) {
        py_bindstaticmethod(types[i], "maketrans", bytes_maketrans);
        if (!natives_replace(py_tpobject(types[i]), methods, COUNT(methods)))
            return false;
    }
    return true;
}
