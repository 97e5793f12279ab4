/* patterns_module.c -- the module _regular_expressions: what csrc/library/python/_sre.py is made of.
 *
 *     pack(numbers)                                            the code of a pattern, of a list
 *     find(code, groups, text, begin, end, mode, last, most)   a list of matches, each a tuple
 *     lower(character)                                         a number, of a number
 *
 * The code is bytes: a pattern's numbers, four bytes each.  A match is a tuple: where it begins, where
 * it ends, the same for each group (-1: it took no part), and the group that ended last, or 0.
 */
#include "base/current.h"
#include "base/unicode_database.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "memory/region.h"
#include "python/patterns.h"

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
    if (characters_are_ascii(all))
        return true;
    const int count = characters_count(all);
    uint32_t *const wide = py_newobject(py_pushtmp(), pkhost_here->types.pattern_memory, 0,
                                        (int)(((size_t)count + 1) * sizeof *wide));
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
    if (value->type != tp_int)
        return TypeError("an integer is required, not '%t'", value->type);
    *number = value->_i64 < least ? least : value->_i64 > most ? most : value->_i64;
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

/* All matches, one after the other, as finditer() gives them; at most so many. */
static bool find_all(pattern_search *s, size_t at, enum pattern_mode mode, int64_t most)
{
    const py_StackRef list = py_pushtmp();
    py_newlist(list);
    while (most-- > 0 && at <= s->end) {
        size_t begin = at;
        const int found =
            mode == PATTERN_SEARCH ? pattern_find(s, at, &begin) : pattern_match(s, at);
        if (found < 0)
            return false;
        if (found == 0)
            break;
        give_match(s, begin);
        py_list_append(list, py_retval());
        at = s->stop;
        s->must_advance = begin == at ? at : PATTERN_NOWHERE;
    }
    *py_retval() = *list;
    return true;
}

static bool module_find(int argc, py_Ref argv)
{
    enum { CODE, GROUPS, TEXT, BEGIN, END, MODE, LAST, MOST, ARGUMENTS };
    pkhost_vm *const vm = pkhost_here;
    pattern_search s = { .vm = vm, .must_advance = PATTERN_NOWHERE };
    int64_t groups = 0, begin = 0, end = 0, mode = 0, last = 0, most = 0;
    int size;

    if (argc != ARGUMENTS)
        return TypeError("find() takes %d arguments (%d given)", ARGUMENTS, argc);
    if (argv[CODE].type != tp_bytes)
        return TypeError("a pattern is bytes, not '%t'", argv[CODE].type);
    s.code = py_tobytes(&argv[CODE], &size);
    s.code_size = (size_t)size / sizeof(uint32_t);
    const py_StackRef base = region_vm(vm->region)->stack.sp;
    if (!read_number(&argv[GROUPS], 0, GROUPS_MOST, &groups) || !open_text(&s, &argv[TEXT])
        || !read_number(&argv[BEGIN], 0, (int64_t)s.text.length, &begin)
        || !read_number(&argv[END], 0, (int64_t)s.text.length, &end)
        || !read_number(&argv[MODE], PATTERN_SEARCH, PATTERN_FULLMATCH, &mode)
        || !read_number(&argv[LAST], -1, INT64_MAX, &last)
        || !read_number(&argv[MOST], 0, INT32_MAX, &most))
        return false;
    s.end = (size_t)end;
    s.whole = mode == PATTERN_FULLMATCH;
    if (last >= 0)
        s.must_advance = (size_t)last;
    s.mark_count = (size_t)groups * 2;
    s.marks = py_newobject(py_pushtmp(), vm->types.pattern_memory, 0,
                           (int)((s.mark_count + 1) * sizeof *s.marks));
    s.entries_object = py_pushtmp();
    py_newnil(s.entries_object);
    const bool ok = begin > end ? (py_newlist(py_retval()), true)
                                : find_all(&s, (size_t)begin, (enum pattern_mode)mode, most);
    if (ok)
        py_shrink((int)(region_vm(vm->region)->stack.sp - base));
    return ok;
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
    py_bindfunc(module, "pack", module_pack);
    py_bindfunc(module, "lower", module_lower);
    return true;
}
