/* builtin_functions.c -- builtins that are functions, with CPython's parameters and words, for VMs of
 * dialect "python".  Those of numbers: python/number_builtins.c; print and input:
 * python/builtin_printing.c.
 */
#include "base/originals.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/exceptions.h"
#include "language/formatting.h"
#include "language/signatures.h"
#include "language/keyword_calls.h"
#include "language/special_names.h"
#include "python/arithmetic.h"
#include "python/builtin_install.h"
#include "python/byte_values.h"

#include <stdio.h>
#include <string.h>

static bool takes_one(const char *name, int argc)
{
    return argc == 1 || TypeError("%s() takes exactly one argument (%d given)", name, argc);
}

/* ---------------------------------------------------------------------- all, any */

/* Whether an item is `wanted`: in the VM's retval. */
static bool search(py_Ref iterable, bool wanted)
{
    if (!py_iter(iterable))
        return false;
    py_StackRef iterator = py_pushtmp(), item = py_pushtmp();
    *iterator = *py_retval();
    for (;;) {
        const int more = py_next(iterator);
        if (more < 0)
            return false;
        if (more == 0)
            break;
        *item = *py_retval();
        const int truth = py_bool(item);
        if (truth < 0)
            return false;
        if (truth == wanted) {
            py_shrink(2);
            py_newbool(py_retval(), true);
            return true;
        }
    }
    py_shrink(2);
    py_newbool(py_retval(), false);
    return true;
}

static bool builtin_any(int argc, py_Ref argv)
{
    return takes_one("any", argc) && search(argv, true);
}

static bool builtin_all(int argc, py_Ref argv)
{
    if (!takes_one("all", argc) || !search(argv, false))
        return false;
    py_newbool(py_retval(), !py_retval()->_bool);
    return true;
}

/* ---------------------------------------------------------------------- min, max */

typedef struct extreme {
    const char *name;
    py_Name before, after; /* < and > of min; the other way round of max */
    bool is_max;
} extreme;

/* Whether a comes before b: 1, 0, -1 for an exception. */
static int comes_before(const extreme *e, py_Ref a, py_Ref b)
{
    if (a->type == tp_int && b->type == tp_int && !a->is_ptr && !b->is_ptr)
        return e->is_max ? a->_i64 > b->_i64 : a->_i64 < b->_i64;
    if (!py_binaryop(a, b, e->before, e->after))
        return -1;
    return py_bool(py_retval());
}

enum { BEST, BEST_RANK, ITEM, RANK, PLACES };

/* The next item is in place[ITEM]: keep the better one.  `key`: nil or None, or a function. */
static bool take(const extreme *e, py_StackRef place, py_Ref key)
{
    if (key->type == tp_nil || key->type == tp_NoneType) {
        place[RANK] = place[ITEM];
    } else {
        if (!py_call(key, 1, &place[ITEM]))
            return false;
        place[RANK] = *py_retval();
    }
    if (place[BEST_RANK].type != tp_nil) {
        const int better = comes_before(e, &place[RANK], &place[BEST_RANK]);
        if (better <= 0)
            return better == 0;
    }
    place[BEST] = place[ITEM];
    place[BEST_RANK] = place[RANK];
    return true;
}

static bool of_iterable(const extreme *e, py_StackRef place, py_Ref iterable, py_Ref key)
{
    if (!py_iter(iterable))
        return false;
    py_StackRef iterator = py_pushtmp();
    *iterator = *py_retval();
    for (int more; (more = py_next(iterator)) != 0;) {
        if (more < 0)
            return false;
        place[ITEM] = *py_retval();
        if (!take(e, place, key))
            return false;
    }
    py_pop();
    return true;
}

/* `key` and `otherwise` are nil if they were not given. */
static bool find(const extreme *e, int count, py_Ref values, py_Ref key, py_Ref otherwise)
{
    if (count == 0)
        return TypeError("%s expected at least 1 argument, got 0", e->name);
    if (count > 1 && otherwise->type != tp_nil)
        return TypeError("Cannot specify a default for %s() with multiple positional arguments",
                         e->name);
    py_StackRef const before = pk_current_vm->stack.sp;
    py_StackRef const place = py_pushtmp();
    for (int i = 1; i < PLACES; i++)
        py_pushtmp();
    memset(place, 0, PLACES * sizeof *place);
    if (count == 1) {
        if (!of_iterable(e, place, values, key))
            return false;
    } else {
        for (int i = 0; i < count; i++) {
            place[ITEM] = values[i];
            if (!take(e, place, key))
                return false;
        }
    }
    const py_TValue best = place[BEST];
    pk_current_vm->stack.sp = before;
    if (best.type != tp_nil)
        *py_retval() = best;
    else if (otherwise->type != tp_nil)
        *py_retval() = *otherwise;
    else
        return ValueError("%s() arg is an empty sequence", e->name);
    return true;
}

static bool extreme_of(bool is_max, int count, py_Ref values, py_Ref key, py_Ref otherwise)
{
    const extreme e = { is_max ? "max" : "min", is_max ? __gt__ : __lt__, is_max ? __lt__ : __gt__,
                        is_max };
    return find(&e, count, values, key, otherwise);
}

static bool builtin_min(int argc, py_Ref argv)
{
    return extreme_of(false, argc, argv, py_NIL(), py_NIL());
}
static bool builtin_max(int argc, py_Ref argv)
{
    return extreme_of(true, argc, argv, py_NIL(), py_NIL());
}

static bool extreme_with_keywords(bool is_max, py_Ref argv)
{
    enum { VALUES, KEY, DEFAULT };
    const int count = py_tuple_len(&argv[VALUES]);
    return extreme_of(is_max, count, count == 0 ? NULL : py_tuple_data(&argv[VALUES]), &argv[KEY],
                      &argv[DEFAULT]);
}

static bool min_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return extreme_with_keywords(false, argv);
}
static bool max_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return extreme_with_keywords(true, argv);
}

/* ------------------------------------------------------------------------- sorted */

/* list.sort() is a function with a signature of PocketPy's: sort(self, key=None, reverse=False). */
static bool sort_list(py_StackRef list, py_Ref key, py_Ref reverse)
{
    py_push(py_getdict(py_tpobject(tp_list), py_name("sort")));
    py_push(list);
    py_pushname(py_name("key"));
    py_push(key->type == tp_nil ? py_None() : key);
    py_pushname(py_name("reverse"));
    py_push(reverse->type == tp_nil ? py_False() : reverse);
    return py_vectorcall(0, 2);
}

static bool sorted_list(py_Ref iterable, py_Ref key, py_Ref reverse)
{
    if (reverse->type != tp_nil && !py_isinstance(reverse, tp_int)
        && !py_isinstance(reverse, tp_bool))
        return TypeError("'%t' object cannot be interpreted as an integer", reverse->type);
    if (!py_tpcall(tp_list, 1, iterable))
        return false;
    py_StackRef list = py_pushtmp();
    *list = *py_retval();
    if (!sort_list(list, key, reverse))
        return false;
    *py_retval() = *list;
    py_pop();
    return true;
}

static bool builtin_sorted(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("sorted expected 1 argument, got %d", argc);
    return sorted_list(argv, py_NIL(), py_NIL());
}

static bool sorted_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return argv[0].type == tp_nil ? TypeError("sorted expected 1 argument, got 0")
                                  : sorted_list(&argv[0], &argv[1], &argv[2]);
}

/* ---------------------------------------------------------------------- characters */

static bool builtin_ord(int argc, py_Ref argv)
{
    if (!takes_one("ord", argc))
        return false;
    c11_sv bytes;
    if (bytes_of(argv, &bytes) && !memoryview_is(argv)) {
        if (bytes.size != 1)
            return TypeError("ord() expected a character, but string of length %d found",
                             bytes.size);
        py_newint(py_retval(), (unsigned char)bytes.data[0]);
        return true;
    }
    if (!py_isinstance(argv, tp_str))
        return TypeError("ord() expected string of length 1, but %t found", argv->type);
    const c11_sv text = py_tosv(argv);
    const int count = characters_count(text);
    if (count != 1)
        return TypeError("ord() expected a character, but string of length %d found", count);
    py_newint(py_retval(), c11__u8_value(text.size, text.data));
    return true;
}

/* repr(), with all that is not ASCII escaped. */
static bool builtin_ascii(int argc, py_Ref argv)
{
    if (!takes_one("ascii", argc) || !py_repr(argv))
        return false;
    py_StackRef text = py_pushtmp();
    *text = *py_retval();
    const c11_sv from = py_tosv(text);
    c11_sbuf to;
    c11_sbuf__ctor(&to);
    for (int at = 0; at < from.size;) {
        char piece[16];
        const int size = c11__u8_header((unsigned char)from.data[at], true);
        const int left = from.size - at;
        if (size <= 1 || size > left) {
            c11_sbuf__write_char(&to, from.data[at++]);
            continue;
        }
        const unsigned value = (unsigned)c11__u8_value(size, from.data + at);
        snprintf(piece, sizeof piece,
                 value <= 0xFF     ? "\\x%02x"
                 : value <= 0xFFFF ? "\\u%04x"
                                   : "\\U%08x",
                 value);
        c11_sbuf__write_cstr(&to, piece);
        at += size;
    }
    c11_sbuf__py_submit(&to, py_retval());
    py_pop();
    return true;
}

/* -------------------------------------------------------------------------- others */

static bool builtin_callable(int argc, py_Ref argv)
{
    if (!takes_one("callable", argc))
        return false;
    py_newbool(py_retval(), py_callable(argv));
    return true;
}

static bool builtin_len(int argc, py_Ref argv)
{
    if (!takes_one("len", argc))
        return false;
    py_Ref method = class_find_in(argv->type, __len__);
    if (method == NULL)
        return TypeError("object of type '%t' has no len()", argv->type);
    if (LIKELY(method->type == tp_nativefunc))
        return method->_cfunc(1, argv);
    if (!call_special(method, 1, argv))
        return false;
    if (!py_isinstance(py_retval(), tp_int) && py_retval()->type != tp_bool)
        return TypeError("'%t' object cannot be interpreted as an integer", py_retval()->type);
    if (py_retval()->type == tp_int && !py_retval()->is_ptr && py_retval()->_i64 < 0)
        return ValueError("__len__() should return >= 0");
    return true;
}

static bool builtin_repr(int argc, py_Ref argv) { return takes_one("repr", argc) && py_repr(argv); }

static bool builtin_hash(int argc, py_Ref argv)
{
    int64_t hash;
    if (!takes_one("hash", argc) || !py_hash(box_hashed(argv), &hash))
        return false;
    py_newint(py_retval(), hash);
    return true;
}

/* Where the linker lets this library begin and end. */
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
extern const char _end[] __attribute__((visibility("hidden")));

/* The number of a function in C: how far it is from a place in its own library, this one or
 * PocketPy's.  The address would tell where these lie in the host's process. */
static int64_t function_number(py_CFunction function)
{
    const uintptr_t address = (uintptr_t)function, start = (uintptr_t)__ehdr_start;
    const bool is_ours = address >= start && address < (uintptr_t)_end;
    const uintptr_t from = is_ours ? start : (uintptr_t)pkhost_originals.mark;
    return (int64_t)(uint32_t)(address - from) << 1 | is_ours;
}

static bool builtin_id(int argc, py_Ref argv)
{
    if (!takes_one("id", argc))
        return false;
    /* The low half of an address is the same in all VMs, and tells nobody where one lies. */
    const int64_t number = argv->is_ptr                  ? (uint32_t)(uintptr_t)argv->_obj
                           : argv->type == tp_nativefunc ? function_number(argv->_cfunc) << 8
                                                         : (argv->_i64 & INT32_MAX) << 3;
    py_newint(py_retval(), argv->is_ptr ? number : number | argv->type);
    return true;
}

static bool builtin_format(int argc, py_Ref argv)
{
    if (argc < 1)
        return TypeError("format expected at least 1 argument, got 0");
    if (argc > 2)
        return TypeError("format expected at most 2 arguments, got %d", argc);
    if (argc == 2 && !py_isinstance(&argv[1], tp_str))
        return argv[1].type == tp_NoneType
                   ? TypeError("format() argument 2 must be str, not None")
                   : TypeError("format() argument 2 must be str, not %t", argv[1].type);
    py_StackRef value = py_pushtmp(), specification = py_pushtmp();
    *value = argv[0];
    if (argc == 2)
        *specification = argv[1];
    else
        py_newstr(specification, "");
    if (!formatting_apply(value, specification))
        return false;
    py_shrink(2);
    return true;
}

/* The end of the script, by an exception that it can catch. */
static bool builtin_exit(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("exit() takes at most 1 argument (%d given)", argc);
    py_StackRef made = py_pushtmp();
    exception_new(made, tp_SystemExit, 1, argc == 0 ? py_None() : argv);
    py_raise(made);
    py_pop();
    return false;
}

static bool builtin_chr(int argc, py_Ref argv)
{
    enum { MOST = 0x10FFFF };
    char text[4];
    if (!takes_one("chr", argc))
        return false;
    if (argv->type != tp_bool && !py_isinstance(argv, tp_int))
        return TypeError("'%t' object cannot be interpreted as an integer", argv->type);
    const py_TValue number = *boxed_value(argv);
    const int64_t code = number.type == tp_bool ? number._bool : number._i64;
    if (number.is_ptr || code != (int32_t)code)
        return overflow_error("Python int too large to convert to C int");
    if (code < 0 || code > MOST)
        return ValueError("chr() arg not in range(0x110000)");
    py_newstrv(py_retval(), (c11_sv){ text, c11__u32_to_u8((uint32_t)code, text) });
    return true;
}

static bool ellipsis_repr(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newstr(py_retval(), "Ellipsis");
    return true;
}

/* sys.breakpointhook(*args, **kwargs); `keywords`: nil, or a dict. */
static bool break_with(int argc, py_Ref argv, const py_TValue *keywords)
{
    py_Ref const sys = py_getmodule("sys");
    py_Ref const hook =
        sys != NULL && sys->type == tp_module ? py_getdict(sys, py_name("breakpointhook")) : NULL;
    if (hook == NULL)
        return RuntimeError("lost sys.breakpointhook");
    const py_TValue nil = { .type = tp_nil };
    return call_with_keywords(hook, &nil, argc, argv, keywords);
}

static bool builtin_breakpoint(int argc, py_Ref argv) { return break_with(argc, argv, py_None()); }

static bool breakpoint_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return break_with(py_tuple_len(&argv[0]), py_tuple_data(&argv[0]), &argv[1]);
}

/* Of a method, its function's. */
static bool builtin_help(int argc, py_Ref argv)
{
    if (!takes_one("help", argc))
        return false;
    if (!py_getattr(argv, special.doc))
        return false;
    const int has_text = py_bool(py_retval());
    if (has_text > 0) {
        py_TValue text = *py_retval(), print = *py_getbuiltin(py_name("print"));
        return py_call(&print, 1, &text);
    }
    py_newnone(py_retval());
    return has_text == 0;
}

bool builtin_functions_install(void)
{
    static const native functions[] = {
        { "all", builtin_all },
        { "any", builtin_any },
        { "ascii", builtin_ascii },
        { "breakpoint", builtin_breakpoint },
        { "callable", builtin_callable },
        { "chr", builtin_chr },
        { "exit", builtin_exit },
        { "format", builtin_format },
        { "hash", builtin_hash },
        { "help", builtin_help },
        { "id", builtin_id },
        { "len", builtin_len },
        { "max", builtin_max },
        { "min", builtin_min },
        { "ord", builtin_ord },
        { "quit", builtin_exit },
        { "repr", builtin_repr },
    };
    static const native_signature signatures[] = {
        { "breakpoint(*args, **kwargs)", builtin_breakpoint, breakpoint_with_keywords },
        { "min(*values, key=, default=)", builtin_min, min_with_keywords },
        { "max(*values, key=, default=)", builtin_max, max_with_keywords },
        { "sort(iterable=, /, *, key=, reverse=)", builtin_sorted, sorted_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(tp_ellipsis, __repr__, ellipsis_repr);
    py_newellipsis(py_emplacedict(pk_current_vm->builtins, py_name("Ellipsis")));
    py_newbool(py_emplacedict(pk_current_vm->builtins, py_name("__debug__")), true);
    py_GlobalRef builtins = pk_current_vm->builtins;
    return natives_replace(builtins, functions, COUNT(functions))
           && natives_replace(builtins, &(native){ "sorted", builtin_sorted }, 1);
}
