/* patterns_module.c -- the module _regular_expressions: what csrc/library/python/_sre.py is made of.
 *
 *     pack(numbers)                                            the code of a pattern, of a list
 *     find(code, groups, text, begin, end, mode, last, most)   a list of matches, each a tuple
 *     texts(code, groups, text, begin, end)                    what findall() gives
 *     split(code, groups, text, most)                          what split() gives
 *     replace(code, groups, text, by, most)                    a text, and how many were replaced
 *     lower(character)                                         a number, of a number
 *
 * The code is bytes: a pattern's numbers, four bytes each.  A match is a tuple: where it begins, where
 * it ends, the same for each group (-1: it took no part), and the group that ended last, or 0.
 */
#include "base/current.h"
#include "base/unicode_database.h"
#include "interpose/boxes.h"
#include "interpose/text_places.h"
#include "memory/region.h"
#include "python/builder.h"
#include "python/patterns.h"

/* A text of so many bytes is not taken apart for each search in it. */
enum { TEXT_KEPT = 256 };
enum { GROUPS_MOST = 1 << 24, CODE_MOST = 1 << 28 };

/* A text's characters: its own bytes, or an object on the stack. */
static bool open_text(pattern_search *s, py_Ref text)
{
    if (text->type == tp_bytes) {
        int size;
        s->text.narrow = py_tobytes(text, &size);
        s->text.length = (size_t)size;
        return true;
    }
    if (text->type != tp_str)
        return TypeError("expected string or bytes-like object, got '%t'", text->type);
    const c11_sv all = py_tosv(text);
    s->text.narrow = (const unsigned char *)all.data;
    s->text.length = (size_t)all.size;
    if (places_is_ascii(all))
        return true;
    const int count = places_length(all);
    py_TValue *const kept = all.size >= TEXT_KEPT ? places_companion(all) : NULL;
    py_StackRef const memory = py_pushtmp();
    if (kept != NULL && kept->type == pkhost_here->types.pattern_memory) {
        *memory = *kept;
        s->text.wide = py_touserdata(memory);
        s->text.length = (size_t)count;
        return true;
    }
    uint32_t *const wide = py_newobject(memory, pkhost_here->types.pattern_memory, 0,
                                        (int)(((size_t)count + 1) * sizeof *wide));
    if (kept != NULL)
        *kept = *memory;
    const char *at = all.data;
    size_t length = 0;
    while (at < all.data + all.size && length < (size_t)count)
        wide[length++] = unicode_decode(&at, all.data + all.size);
    s->text.wide = wide;
    s->text.length = length;
    return true;
}

static bool read_number(py_Ref value, int64_t least, int64_t most, int64_t *number)
{
    if (value->type != tp_int && value->type != tp_bool)
        return TypeError("an integer is required, not '%t'", value->type);
    const int64_t given = value->type == tp_bool ? value->_bool : value->_i64;
    *number = given < least ? least : given > most ? most : given;
    return true;
}

static void give_match(pattern_search *s, size_t begin)
{
    py_TValue *const items = py_newtuple(py_retval(), (int)s->mark_count + 3);
    py_newint(&items[0], (int64_t)begin);
    py_newint(&items[1], (int64_t)s->stop);
    for (size_t i = 0; i < s->mark_count; i += 2) {
        const size_t from = s->marks[i], to = s->marks[i + 1];
        const bool is_set = from != PATTERN_NOWHERE && to != PATTERN_NOWHERE && from <= to;
        py_newint(&items[2 + i], is_set ? (int64_t)from : -1);
        py_newint(&items[3 + i], is_set ? (int64_t)to : -1);
    }
    py_newint(&items[s->mark_count + 2], (int64_t)s->last_group);
}

/* ------------------------------------------------------------- a search and its matches */

/* What all functions begin with. */
enum { CODE, GROUPS, TEXT, FIRST_OF_ITS_OWN };

/* In all of the text.  What it needs lies on the stack, until close_search(); false: raised. */
static bool open_search(pattern_search *s, py_Ref argv)
{
    int64_t groups = 0;
    int size;
    *s = (pattern_search){ .vm = pkhost_here, .must_advance = PATTERN_NOWHERE };
    if (argv[CODE].type != tp_bytes)
        return TypeError("a pattern is bytes, not '%t'", argv[CODE].type);
    s->code = py_tobytes(&argv[CODE], &size);
    s->code_size = (size_t)size / sizeof(uint32_t);
    if (!read_number(&argv[GROUPS], 0, GROUPS_MOST, &groups) || !open_text(s, &argv[TEXT]))
        return false;
    s->end = s->text.length;
    s->mark_count = (size_t)groups * 2;
    s->marks = py_newobject(py_pushtmp(), s->vm->types.pattern_memory, 0,
                            (int)((s->mark_count + 1) * sizeof *s->marks));
    s->entries_object = py_pushtmp();
    py_newnil(s->entries_object);
    return true;
}

static py_StackRef stack_top(void) { return pk_current_vm->stack.sp; }
static void close_search(py_StackRef base) { py_shrink((int)(stack_top() - base)); }

/* The next match, where the last one ended: 1, 0, or -1 with an exception. */
static int find_next(pattern_search *s, size_t *at, size_t *begin, enum pattern_mode mode)
{
    if (*at > s->end)
        return 0;
    *begin = *at;
    const int found = mode == PATTERN_SEARCH ? pattern_find(s, *at, begin) : pattern_match(s, *at);
    if (found == 1) {
        *at = s->stop;
        s->must_advance = *begin == *at ? *at : PATTERN_NOWHERE;
    }
    return found;
}

/* All matches, one after the other, as finditer() gives them; at most so many. */
static bool find_all(pattern_search *s, size_t at, enum pattern_mode mode, int64_t most)
{
    const py_StackRef list = py_pushtmp();
    py_newlist(list);
    int found = 1;
    while (most-- > 0) {
        size_t begin;
        found = find_next(s, &at, &begin, mode);
        if (found != 1)
            break;
        give_match(s, begin);
        py_list_append(list, py_retval());
    }
    *py_retval() = *list;
    return found >= 0;
}

static bool module_find(int argc, py_Ref argv)
{
    enum { BEGIN = FIRST_OF_ITS_OWN, END, MODE, LAST, MOST, ARGUMENTS };
    pattern_search s;
    int64_t begin = 0, end = 0, mode = 0, last = 0, most = 0;

    if (argc != ARGUMENTS)
        return TypeError("find() takes %d arguments (%d given)", ARGUMENTS, argc);
    const py_StackRef base = stack_top();
    if (!open_search(&s, argv) || !read_number(&argv[BEGIN], 0, (int64_t)s.text.length, &begin)
        || !read_number(&argv[END], 0, (int64_t)s.text.length, &end)
        || !read_number(&argv[MODE], PATTERN_SEARCH, PATTERN_FULLMATCH, &mode)
        || !read_number(&argv[LAST], -1, INT64_MAX, &last)
        || !read_number(&argv[MOST], 0, INT32_MAX, &most))
        return false;
    s.end = (size_t)end;
    s.whole = mode == PATTERN_FULLMATCH;
    if (last >= 0)
        s.must_advance = (size_t)last;
    const bool ok = begin > end ? (py_newlist(py_retval()), true)
                                : find_all(&s, (size_t)begin, (enum pattern_mode)mode, most);
    if (ok)
        close_search(base);
    return ok;
}

/* ------------------------------------------------------------------ parts of the text */

static int64_t part_size(const pattern_search *s, size_t from, size_t to)
{
    if (s->text.wide == NULL)
        return (int64_t)(to - from);
    char bytes[4];
    int64_t size = 0;
    for (size_t i = from; i < to; i++)
        size += unicode_encode(s->text.wide[i], bytes);
    return size;
}

static void write_part(const pattern_search *s, size_t from, size_t to, char *out)
{
    if (s->text.wide == NULL) {
        memcpy(out, s->text.narrow + from, to - from);
        return;
    }
    for (size_t i = from; i < to; i++) {
        char bytes[4];
        const int size = unicode_encode(s->text.wide[i], bytes);
        memcpy(out, bytes, (size_t)size);
        out += size;
    }
}

/* A part of the text, as an object of its kind. */
static void give_part(const pattern_search *s, bool is_bytes, size_t from, size_t to, py_OutRef out)
{
    const int size = (int)part_size(s, from, to);
    write_part(s, from, to, is_bytes ? (char *)py_newbytes(out, size) : py_newstrn(out, size));
}

/* What a group took part in; false: it took none, and *out is not written. */
static bool give_group(const pattern_search *s, bool is_bytes, size_t group, py_OutRef out)
{
    const size_t from = s->marks[2 * group], to = s->marks[2 * group + 1];
    const bool is_set = from != PATTERN_NOWHERE && to != PATTERN_NOWHERE && from <= to;
    if (is_set)
        give_part(s, is_bytes, from, to, out);
    return is_set;
}

/* What findall() gives of one match. */
static void give_texts(const pattern_search *s, bool is_bytes, size_t begin, py_OutRef out)
{
    const size_t groups = s->mark_count / 2;
    if (groups == 0) {
        give_part(s, is_bytes, begin, s->stop, out);
        return;
    }
    py_TValue *const items = groups == 1 ? out : py_newtuple(out, (int)groups);
    for (size_t i = 0; i < groups; i++)
        if (!give_group(s, is_bytes, i, &items[i]))
            give_part(s, is_bytes, 0, 0, &items[i]);
}

static bool module_texts(int argc, py_Ref argv)
{
    enum { BEGIN = FIRST_OF_ITS_OWN, END, ARGUMENTS };
    pattern_search s;
    int64_t start = 0, end = 0;
    if (argc != ARGUMENTS)
        return TypeError("texts() takes %d arguments (%d given)", ARGUMENTS, argc);
    const py_StackRef base = stack_top();
    if (!open_search(&s, argv) || !read_number(&argv[BEGIN], 0, (int64_t)s.text.length, &start)
        || !read_number(&argv[END], 0, (int64_t)s.text.length, &end))
        return false;
    s.end = (size_t)end;
    const py_StackRef list = py_pushtmp();
    py_newlist(list);
    size_t at = (size_t)start, begin;
    int found;
    while ((found = find_next(&s, &at, &begin, PATTERN_SEARCH)) == 1) {
        give_texts(&s, argv[TEXT].type == tp_bytes, begin, py_retval());
        py_list_append(list, py_retval());
    }
    if (found < 0)
        return false;
    *py_retval() = *list;
    close_search(base);
    return true;
}

static bool module_split(int argc, py_Ref argv)
{
    enum { MOST = FIRST_OF_ITS_OWN, ARGUMENTS };
    pattern_search s;
    int64_t most = 0;
    if (argc != ARGUMENTS)
        return TypeError("split() takes %d arguments (%d given)", ARGUMENTS, argc);
    const py_StackRef base = stack_top();
    if (!open_search(&s, argv) || !read_number(&argv[MOST], 0, INT32_MAX, &most))
        return false;
    const bool is_bytes = argv[TEXT].type == tp_bytes;
    const py_StackRef list = py_pushtmp();
    py_newlist(list);
    size_t at = 0, begin, done = 0;
    int found = 1;
    while (most-- > 0 && (found = find_next(&s, &at, &begin, PATTERN_SEARCH)) == 1) {
        give_part(&s, is_bytes, done, begin, py_retval());
        py_list_append(list, py_retval());
        for (size_t i = 0; i < s.mark_count / 2; i++) {
            if (!give_group(&s, is_bytes, i, py_retval()))
                py_newnone(py_retval());
            py_list_append(list, py_retval());
        }
        done = at;
    }
    if (found < 0)
        return false;
    give_part(&s, is_bytes, done, s.text.length, py_retval());
    py_list_append(list, py_retval());
    *py_retval() = *list;
    close_search(base);
    return true;
}

static void build_part(const pattern_search *s, builder *b, size_t from, size_t to)
{
    write_part(s, from, to, builder_extend(b, part_size(s, from, to)));
}

static bool module_replace(int argc, py_Ref argv)
{
    enum { BY = FIRST_OF_ITS_OWN, MOST, ARGUMENTS };
    pattern_search s;
    int64_t most = 0;
    if (argc != ARGUMENTS)
        return TypeError("replace() takes %d arguments (%d given)", ARGUMENTS, argc);
    if (argv[BY].type != argv[TEXT].type)
        return TypeError("a text is replaced by one of its kind");
    const py_StackRef base = stack_top();
    if (!open_search(&s, argv) || !read_number(&argv[MOST], 0, INT32_MAX, &most))
        return false;
    const bool is_bytes = argv[TEXT].type == tp_bytes;
    c11_sv by;
    if (is_bytes)
        by.data = (const char *)py_tobytes(&argv[BY], &by.size);
    else
        by = py_tosv(&argv[BY]);
    builder b = { 0 };
    size_t at = 0, begin, done = 0;
    int64_t count = 0;
    int found = 1;
    while (count < most && (found = find_next(&s, &at, &begin, PATTERN_SEARCH)) == 1) {
        build_part(&s, &b, done, begin);
        builder_add(&b, by);
        done = at;
        count++;
    }
    if (found < 0) {
        builder_free(&b);
        return false;
    }
    py_TValue made = argv[TEXT];
    if (count > 0) {
        build_part(&s, &b, done, s.text.length);
        is_bytes ? builder_give_bytes(&b) : builder_give_text(&b);
        made = *py_retval();
    }
    py_TValue *const items = py_newtuple(py_retval(), 2);
    items[0] = made;
    py_newint(&items[1], count);
    close_search(base);
    return true;
}

static bool module_pack(int argc, py_Ref argv)
{
    if (argc != 1 || argv[0].type != tp_list)
        return TypeError("pack() takes a list");
    const int count = py_list_len(&argv[0]);
    if (count > CODE_MOST)
        return ValueError("a pattern is too large");
    unsigned char *to = py_newbytes(py_retval(), count * (int)sizeof(uint32_t));
    for (int i = 0; i < count; i++, to += sizeof(uint32_t)) {
        const py_Ref number = boxed_value(py_list_getitem(&argv[0], i));
        if (number->type != tp_int || number->_i64 < 0 || number->_i64 > UINT32_MAX)
            return ValueError("a pattern's numbers have 32 bits");
        memcpy(to, &(uint32_t){ (uint32_t)number->_i64 }, sizeof(uint32_t));
    }
    return true;
}

static bool module_lower(int argc, py_Ref argv)
{
    if (argc != 1 || argv[0].type != tp_int)
        return TypeError("lower() takes a number");
    const int64_t number = argv[0]._i64;
    py_newint(py_retval(),
              number >= 0 && number <= UINT32_MAX ? pattern_lower((uint32_t)number) : number);
    return true;
}

bool patterns_install(void)
{
    pkhost_here->types.pattern_memory =
        pk_newtype("pattern_memory", tp_object, NULL, NULL, false, true);
    const py_GlobalRef module = py_newmodule("_regular_expressions");
    py_bindfunc(module, "find", module_find);
    py_bindfunc(module, "texts", module_texts);
    py_bindfunc(module, "split", module_split);
    py_bindfunc(module, "replace", module_replace);
    py_bindfunc(module, "pack", module_pack);
    py_bindfunc(module, "lower", module_lower);
    return true;
}
