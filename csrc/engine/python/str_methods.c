/* str_methods.c -- methods of str that PocketPy has not, or has otherwise: partition(), rsplit(),
 * removeprefix(), expandtabs(), translate() ...  Dialect "python". */
#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/exception_types.h"
#include "python/install.h"
#include "python/text_search.h"

#include <string.h>

static bool give(const char *data, int64_t size)
{
    memcpy(characters_new(size), data, (size_t)size);
    return true;
}

static bool take_text(py_Ref value, const char *method, c11_sv *out)
{
    if (value->type != tp_str)
        return TypeError("%s() argument must be str, not %t", method, value->type);
    *out = py_tosv(value);
    return true;
}

static bool is_given(int argc, py_Ref argv, int i) { return argc > i && argv[i].type != tp_nil; }

/* ----------------------------------------------------------------------------- parts */

static void put(py_Ref at, const char *from, const char *end)
{
    py_newstrv(at, (c11_sv){ from, (int)(end - from) });
}

static bool split_in_three(int argc, py_Ref argv, const char *method, bool from_end)
{
    c11_sv at;
    if (!argument_count(method, argc - 1, 1, 1))
        return false;
    if (argv[1].type != tp_str)
        return TypeError("must be str, not %t", argv[1].type);
    at = py_tosv(&argv[1]);
    if (at.size == 0)
        return ValueError("empty separator");
    const c11_sv text = py_tosv(argv);
    const char *const end = text.data + text.size, *const here =
                                                       (from_end ? search_last : search_first)(text,
                                                                                               at);
    py_Ref const parts = py_newtuple(py_retval(), 3);
    for (int i = 0; i < 3; i++)
        put(&parts[i], end, end);
    if (here == NULL) {
        put(&parts[from_end ? 2 : 0], text.data, end);
        return true;
    }
    put(&parts[0], text.data, here);
    put(&parts[1], here, here + at.size);
    put(&parts[2], here + at.size, end);
    return true;
}

static bool str_partition(int argc, py_Ref argv)
{
    return split_in_three(argc, argv, "partition", false);
}
static bool str_rpartition(int argc, py_Ref argv)
{
    return split_in_three(argc, argv, "rpartition", true);
}

static bool str_removeprefix(int argc, py_Ref argv)
{
    c11_sv prefix;
    if (!argument_count("removeprefix", argc - 1, 1, 1)
        || !take_text(&argv[1], "removeprefix", &prefix))
        return false;
    const c11_sv text = py_tosv(argv);
    const bool begins =
        text.size >= prefix.size && memcmp(text.data, prefix.data, (size_t)prefix.size) == 0;
    const int cut = begins ? prefix.size : 0;
    return give(text.data + cut, text.size - cut);
}

static bool str_removesuffix(int argc, py_Ref argv)
{
    c11_sv suffix;
    if (!argument_count("removesuffix", argc - 1, 1, 1)
        || !take_text(&argv[1], "removesuffix", &suffix))
        return false;
    const c11_sv text = py_tosv(argv);
    const int rest = text.size - suffix.size;
    const bool ends = rest >= 0 && memcmp(text.data + rest, suffix.data, (size_t)suffix.size) == 0;
    return give(text.data, ends ? rest : text.size);
}

/* Adds the pieces from the end. */
static void split_at_space_from_end(c11_sv text, int64_t most)
{
    const char *end = text.data + text.size;
    int width;
    while (true) {
        while (end > text.data && (width = characters_space_before(text.data, end)) > 0)
            end -= width;
        if (end == text.data)
            return;
        const char *from = end;
        if (most-- == 0)
            from = text.data;
        while (from > text.data && characters_space_before(text.data, from) == 0)
            from -= characters_width_before(text.data, from);
        put(py_list_emplace(py_retval()), from, end);
        end = from;
    }
}

/* rsplit(sep=None, maxsplit=-1) */
static bool str_rsplit(int argc, py_Ref argv)
{
    int64_t most = -1;
    if (!argument_count("rsplit", argc - 1, 0, 2)
        || (is_given(argc, argv, 2) && !argument_as_int(&argv[2], &most)))
        return false;
    if (most < 0)
        most = INT64_MAX;
    const c11_sv text = py_tosv(argv);
    if (!is_given(argc, argv, 1) || argv[1].type == tp_NoneType) {
        py_newlist(py_retval());
        split_at_space_from_end(text, most);
        search_turn_round(py_retval());
        return true;
    }
    if (argv[1].type != tp_str)
        return TypeError("must be str or None, not %t", argv[1].type);
    const c11_sv at = py_tosv(&argv[1]);
    if (at.size == 0)
        return ValueError("empty separator");
    py_newlist(py_retval());
    c11_sv rest = text;
    for (const char *here; most > 0 && (here = search_last(rest, at)) != NULL; most--) {
        put(py_list_emplace(py_retval()), here + at.size, rest.data + rest.size);
        rest.size = (int)(here - rest.data);
    }
    put(py_list_emplace(py_retval()), rest.data, rest.data + rest.size);
    search_turn_round(py_retval());
    return true;
}

/* expandtabs(tabsize=8) */
static bool str_expandtabs(int argc, py_Ref argv)
{
    int64_t width = 8, size = 0, column = 0;
    if (!argument_count("expandtabs", argc - 1, 0, 1)
        || (is_given(argc, argv, 1) && !argument_as_int(&argv[1], &width)))
        return false;
    if (width > CHARACTERS_MOST)
        width = CHARACTERS_MOST;
    const c11_sv text = py_tosv(argv);
    char *to = NULL;
    for (int pass = 0; pass < 2; pass++) { /* the size, then the bytes */
        if (pass == 1)
            to = characters_new(size);
        column = size = 0;
        for (int i = 0; i < text.size; i++) {
            const char c = text.data[i];
            if (c == '\t') {
                const int64_t spaces = width > 0 ? width - column % width : 0;
                if (pass == 1)
                    memset(to + size, ' ', (size_t)spaces);
                size += spaces;
                column += spaces;
                continue;
            }
            if (pass == 1)
                to[size] = c;
            size++;
            column = c == '\n' || c == '\r' ? 0 : column + !characters_continues(c);
        }
    }
    return true;
}

/* ----------------------------------------------------------------------- translation */

static bool put_pair(py_Ref table, uint32_t key, py_Ref value)
{
    py_TValue number;
    py_newint(&number, key);
    return py_dict_setitem(table, &number, value);
}

static bool copy_pair(py_Ref key, py_Ref value, void *context)
{
    py_Ref const table = context;
    if (key->type == tp_int)
        return py_dict_setitem(table, key, value);
    if (key->type != tp_str)
        return TypeError("keys in translate table must be strings or integers");
    const c11_sv text = py_tosv(key);
    const char *at = text.data, *const end = text.data + text.size;
    const uint32_t c = text.size > 0 ? unicode_decode(&at, end) : 0;
    if (text.size == 0 || at != end)
        return ValueError("string keys in translate table must be of length 1");
    return put_pair(table, c, value);
}

/* str.maketrans(x), (x, y), (x, y, z): a static method */
static bool str_maketrans(int argc, py_Ref argv)
{
    c11_sv from, to, none = { NULL, 0 };
    if (!argument_count("maketrans", argc, 1, 3))
        return false;
    py_StackRef const table = py_pushtmp();
    py_newdict(table);
    bool ok = true;
    if (argc == 1) {
        ok = argv[0].type == tp_dict
                 ? py_dict_apply(&argv[0], copy_pair, table)
                 : TypeError("if you give only one argument to maketrans it must be a dict");
    } else {
        ok =
            argv[0].type == tp_str
            || TypeError("first maketrans argument must be a string if there is a second argument");
        ok = ok && take_text(&argv[0], "maketrans", &from) && take_text(&argv[1], "maketrans", &to)
             && (argc < 3 || take_text(&argv[2], "maketrans", &none));
        if (ok && characters_count(from) != characters_count(to))
            ok = ValueError("the first two maketrans arguments must have equal length");
        const char *p = ok ? from.data : NULL, *q = ok ? to.data : NULL;
        while (ok && p < from.data + from.size) {
            py_TValue value;
            const uint32_t key = unicode_decode(&p, from.data + from.size);
            py_newint(&value, unicode_decode(&q, to.data + to.size));
            ok = put_pair(table, key, &value);
        }
        for (const char *r = none.data; ok && r < none.data + none.size;)
            ok = put_pair(table, unicode_decode(&r, none.data + none.size), py_None());
    }
    *py_retval() = *table;
    py_pop();
    return ok;
}

/* table[c]; 1: *value; 0: there is none; -1: an exception. */
static int look_up(py_Ref table, uint32_t c, py_TValue *value)
{
    py_TValue key;
    py_newint(&key, c);
    if (table->type == tp_dict) {
        const int there = py_dict_getitem(table, &key);
        *value = *py_retval();
        return there;
    }
    py_StackRef const base = pk_current_vm->stack.sp;
    py_TValue self = *table;
    if (py_getitem(&self, &key)) {
        *value = *py_retval();
        return 1;
    }
    if (!py_matchexc(exception_type_of(EXCEPTION_LookupError)))
        return -1;
    py_clearexc(base);
    return 0;
}

static bool str_translate(int argc, py_Ref argv)
{
    if (!argument_count("translate", argc - 1, 1, 1))
        return false;
    c11_sbuf out;
    c11_sbuf__ctor(&out);
    /* A table of the script's may run code: the text is held by argv. */
    const c11_sv text = py_tosv(argv);
    const char *at = text.data, *const end = text.data + text.size;
    while (at < end) {
        const char *const from = at;
        const uint32_t c = unicode_decode(&at, end);
        py_TValue value;
        char bytes[4];
        const int there = look_up(&argv[1], c, &value);
        if (there < 0) {
            c11_sbuf__dtor(&out);
            return false;
        }
        if (there == 0)
            c11_sbuf__write_sv(&out, (c11_sv){ from, (int)(at - from) });
        else if (value.type == tp_str)
            c11_sbuf__write_sv(&out, py_tosv(&value));
        else if (value.type == tp_int && value._i64 >= 0 && value._i64 < UNICODE_NONE)
            c11_sbuf__write_sv(&out,
                               (c11_sv){ bytes, unicode_encode((uint32_t)value._i64, bytes) });
        else if (value.type != tp_NoneType) {
            c11_sbuf__dtor(&out);
            return value.type == tp_int
                       ? ValueError("character mapping must be in range(0x110000)")
                       : TypeError("character mapping must return integer, None or str");
        }
    }
    c11_sbuf__py_submit(&out, py_retval());
    return true;
}

bool str_methods_install(void)
{
    static const native methods[] = {
        { "partition", str_partition },
        { "rpartition", str_rpartition },
        { "removeprefix", str_removeprefix },
        { "removesuffix", str_removesuffix },
        { "rsplit", str_rsplit },
        { "expandtabs", str_expandtabs },
        { "translate", str_translate },
    };
    py_bindstaticmethod(tp_str, "maketrans", str_maketrans);
    return natives_replace(py_tpobject(tp_str), methods, COUNT(methods));
}
