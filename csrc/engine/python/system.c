/* system.c -- the module sys of dialect "python".
 *
 * What it says is CPython 3.11's, on a machine that has nothing but the run: no paths, no
 * executable.  Its streams: python/text_streams.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "language/exceptions.h"
#include "language/frame_objects.h"
#include "language/raise.h"
#include "language/signatures.h"
#include "language/tracebacks.h"
#include "python/builtin_install.h"
#include "python/system_hooks.h"
#include "python/system_modules.h"
#include "python/text_streams.h"

#include <float.h>
#include <string.h>

/* ------------------------------------------------------- tuples with names for their items */

enum { NAMED_TUPLE, NAMED_SLOTS };

static py_Ref tuple_of(py_Ref argv)
{
    if (argv->type != pkhost_here->types.named_tuple)
        return NULL;
    return py_getslot(argv, NAMED_TUPLE);
}

static bool wrong_self(void) { return TypeError("this method is of another type"); }

static bool named_item(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref tuple = tuple_of(argv);
    return tuple == NULL ? wrong_self() : py_getitem(tuple, &argv[1]);
}

static bool named_length(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_Ref tuple = tuple_of(argv);
    return tuple == NULL ? wrong_self() : py_len(tuple);
}

static bool named_iterator(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_Ref tuple = tuple_of(argv);
    return tuple == NULL ? wrong_self() : py_iter(tuple);
}

static bool compare(int argc, py_Ref argv, py_Name operation, py_Name reflected)
{
    PY_CHECK_ARGC(2);
    py_Ref left = tuple_of(&argv[0]), right = tuple_of(&argv[1]);
    if (left == NULL)
        return wrong_self();
    if (right == NULL && !py_isinstance(&argv[1], tp_tuple)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    return py_binaryop(left, right == NULL ? &argv[1] : right, operation, reflected);
}

#define COMPARISON(name, operation, reflected) \
    static bool name(int argc, py_Ref argv) { return compare(argc, argv, operation, reflected); }
COMPARISON(named_eq, __eq__, __eq__)
COMPARISON(named_ne, __ne__, __ne__)
COMPARISON(named_lt, __lt__, __gt__)
COMPARISON(named_le, __le__, __ge__)
COMPARISON(named_gt, __gt__, __lt__)
COMPARISON(named_ge, __ge__, __le__)

static bool named_attribute(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref tuple = tuple_of(argv);
    py_TValue names = tuple == NULL ? *py_NIL() : *py_getslot(argv, NAMED_TUPLE + 1);
    if (tuple == NULL || argv[1].type != tp_str)
        return wrong_self();
    for (int i = 0; i < py_tuple_len(&names); i++)
        if (c11__sveq(py_tosv(py_tuple_getitem(&names, i)), py_tosv(&argv[1]))) {
            *py_retval() = *py_tuple_getitem(tuple, i);
            return true;
        }
    return exception_raise_attribute_error(argv, py_namev(py_tosv(&argv[1])),
                                           "'%t' object has no attribute '%v'", argv->type,
                                           py_tosv(&argv[1]));
}

static bool named_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_Ref tuple = tuple_of(argv);
    if (tuple == NULL)
        return wrong_self();
    py_TValue names = *py_getslot(argv, NAMED_TUPLE + 1);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_sv(&text, py_tosv(py_getslot(argv, NAMED_TUPLE + 2)));
    c11_sbuf__write_char(&text, '(');
    for (int i = 0; i < py_tuple_len(tuple); i++) {
        if (i > 0)
            c11_sbuf__write_cstr(&text, ", ");
        c11_sbuf__write_sv(&text, py_tosv(py_tuple_getitem(&names, i)));
        c11_sbuf__write_char(&text, '=');
        if (!py_repr(py_tuple_getitem(tuple, i))) {
            c11_sbuf__dtor(&text);
            return false;
        }
        c11_sbuf__write_sv(&text, py_tosv(py_retval()));
    }
    c11_sbuf__write_char(&text, ')');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool named_type_install(void)
{
    static const native methods[] = {
        { "__getitem__", named_item },
        { "__len__", named_length },
        { "__iter__", named_iterator },
        { "__eq__", named_eq },
        { "__ne__", named_ne },
        { "__lt__", named_lt },
        { "__le__", named_le },
        { "__gt__", named_gt },
        { "__ge__", named_ge },
        { "__repr__", named_repr },
        { "__getattr__", named_attribute },
    };
    const py_Type type = pk_newtype("structseq", tp_object, NULL, NULL, false, true);
    pkhost_here->types.named_tuple = type;
    return natives_replace(py_tpobject(type), methods, COUNT(methods));
}

typedef struct named_item_value {
    const char *name;
    py_TValue value;
} named_item_value;

static py_TValue integer(int64_t value) { return (py_TValue){ .type = tp_int, ._i64 = value }; }
static py_TValue number(double value) { return (py_TValue){ .type = tp_float, ._f64 = value }; }
static py_TValue text_value(const char *value)
{
    py_TValue made;
    py_newstr(&made, value);
    return made;
}

static void add_named(py_Ref sys, const char *name, const char *shown,
                      const named_item_value *items, int count)
{
    py_StackRef made = py_pushtmp();
    py_newobject(made, pkhost_here->types.named_tuple, NAMED_SLOTS + 2, 0);
    memset(py_getslot(made, 0), 0, (NAMED_SLOTS + 2) * sizeof(py_TValue));
    py_Ref values = py_newtuple(py_getslot(made, NAMED_TUPLE), count);
    py_Ref names = py_newtuple(py_getslot(made, NAMED_TUPLE + 1), count);
    for (int i = 0; i < count; i++) {
        values[i] = items[i].value;
        names[i] = text_value(items[i].name);
    }
    *py_getslot(made, NAMED_TUPLE + 2) = text_value(shown);
    py_setdict(sys, py_name(name), made);
    py_pop();
}

static void add_facts(py_Ref sys)
{
    const named_item_value version[] = {
        { "major", integer(3) },  { "minor", integer(11) },
        { "micro", integer(2) },  { "releaselevel", text_value("final") },
        { "serial", integer(0) },
    };
    const named_item_value floats[] = {
        { "max", number(DBL_MAX) },
        { "max_exp", integer(DBL_MAX_EXP) },
        { "max_10_exp", integer(DBL_MAX_10_EXP) },
        { "min", number(DBL_MIN) },
        { "min_exp", integer(DBL_MIN_EXP) },
        { "min_10_exp", integer(DBL_MIN_10_EXP) },
        { "dig", integer(DBL_DIG) },
        { "mant_dig", integer(DBL_MANT_DIG) },
        { "epsilon", number(DBL_EPSILON) },
        { "radix", integer(FLT_RADIX) },
        { "rounds", integer(1) },
    };
    const named_item_value ints[] = {
        { "bits_per_digit", integer(30) },
        { "sizeof_digit", integer(4) },
        { "default_max_str_digits", integer(4300) },
        { "str_digits_check_threshold", integer(640) },
    };
    const named_item_value hashes[] = {
        { "width", integer(64) },     { "modulus", integer(((int64_t)1 << 61) - 1) },
        { "inf", integer(314159) },   { "nan", integer(0) },
        { "imag", integer(1000003) }, { "algorithm", text_value("siphash13") },
        { "hash_bits", integer(64) }, { "seed_bits", integer(128) },
        { "cutoff", integer(0) },
    };
    const named_item_value flags[] = {
        { "debug", integer(0) },
        { "optimize", integer(0) },
        { "interactive", integer(0) },
        { "verbose", integer(0) },
        { "utf8_mode", integer(1) },
        { "warn_default_encoding", integer(0) },
        { "bytes_warning", integer(0) },
        { "dev_mode", { .type = tp_bool } },
        { "hash_randomization", integer(0) },
        { "ignore_environment", integer(0) },
        { "inspect", integer(0) },
        { "isolated", integer(1) },
        { "no_site", integer(1) },
        { "no_user_site", integer(1) },
        { "quiet", integer(0) },
        { "dont_write_bytecode", integer(1) },
        { "safe_path", { .type = tp_bool, ._bool = true } },
    };
    add_named(sys, "version_info", "sys.version_info", version, COUNT(version));
    add_named(sys, "float_info", "sys.float_info", floats, COUNT(floats));
    add_named(sys, "int_info", "sys.int_info", ints, COUNT(ints));
    add_named(sys, "hash_info", "sys.hash_info", hashes, COUNT(hashes));
    const named_item_value thread[] = {
        { "name", text_value("pthread") },
        { "lock", text_value("semaphore") },
        { "version", *py_None() },
    };
    add_named(sys, "flags", "sys.flags", flags, COUNT(flags));
    add_named(sys, "thread_info", "sys.thread_info", thread, COUNT(thread));
}

/* ------------------------------------------------------------------------ functions */

static bool sys_exit(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("exit expected at most 1 argument, got %d", argc);
    py_StackRef made = py_pushtmp();
    const bool is_tuple = argc == 1 && argv[0].type == tp_tuple;
    const int count = is_tuple ? py_tuple_len(argv) : argc;
    exception_new(made, tp_SystemExit, argc == 1 && argv[0].type == tp_NoneType ? 0 : count,
                  is_tuple ? py_tuple_data(argv) : argv);
    py_raise(made);
    py_pop();
    return false;
}

static bool sys_exc_info(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    const py_TValue *const handled = exception_handled();
    py_TValue made;
    py_Ref items = py_newtuple(&made, 3);
    for (int i = 0; i < 3; i++)
        items[i] = *py_None();
    if (handled != NULL) {
        py_StackRef keep = py_pushtmp();
        *keep = made;
        items[0] = *py_tpobject(handled->type);
        items[1] = *handled;
        if (!traceback_of(&items[1]))
            return false;
        items[2] = *py_retval();
        py_pop();
    }
    *py_retval() = made;
    return true;
}

static bool sys_exception(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    const py_TValue *const handled = exception_handled();
    *py_retval() = handled == NULL ? *py_None() : *handled;
    return true;
}

static bool sys_intern(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != tp_str)
        return TypeError("intern() argument must be str, not %t", argv->type);
    *py_retval() = argv[0];
    return true;
}

static bool sys_getframe(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("_getframe expected at most 1 argument, got %d", argc);
    if (argc == 1 && argv->type != tp_int && argv->type != tp_bool)
        return TypeError("'%t' object cannot be interpreted as an integer", argv->type);
    int64_t depth = argc == 0 ? 0 : argv->type == tp_bool ? argv->_bool : argv->_i64;
    if (argc == 1 && argv->is_ptr)
        depth = INT64_MAX;
    py_Frame *frame = pk_current_vm->top_frame;
    while (depth-- > 0 && frame != NULL)
        frame = frame->f_back;
    if (frame == NULL)
        return ValueError("call stack is not deep enough");
    frame_object_of(py_retval(), frame);
    return true;
}

/* See run/script.c: the engine's own limit is one more. */
static bool sys_getrecursionlimit(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    py_newint(py_retval(), pk_current_vm->max_recursion_depth - 1);
    return true;
}

/* The host's limit stands: the engine takes a higher one for that. */
static bool sys_setrecursionlimit(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != tp_int)
        return TypeError("'%t' object cannot be interpreted as an integer", argv->type);
    if (!argv->is_ptr && argv->_i64 < 1)
        return ValueError("recursion limit must be greater or equal than 1");
    const int64_t limit = argv->is_ptr || argv->_i64 > INT32_MAX - 1 ? INT32_MAX - 1 : argv->_i64;
    if (limit <= pk_current_vm->recursion_depth)
        return py_exception(tp_RecursionError,
                            "cannot set the recursion limit to %d at the recursion depth %d: the "
                            "limit is too low",
                            (int)limit, pk_current_vm->recursion_depth);
    pk_current_vm->max_recursion_depth = (int)limit + 1;
    py_newnone(py_retval());
    return true;
}

/* How much memory an object takes by itself, about: the engine's objects are not CPython's. */
static bool sys_getsizeof(int argc, py_Ref argv)
{
    if (argc < 1 || argc > 2)
        return TypeError("getsizeof() takes 1 or 2 arguments (%d given)", argc);
    int64_t size = 24;
    if (argv->type == tp_str)
        size = 49 + py_tosv(argv).size;
    else if (argv->type == tp_list)
        size = 56 + 8 * (int64_t)py_list_len(argv);
    else if (argv->type == tp_tuple)
        size = 40 + 8 * (int64_t)py_tuple_len(argv);
    else if (argv->type == tp_dict)
        size = 64 + 104 * (int64_t)((py_dict_len(argv) + 4) / 5);
    else if (argv->type == tp_int)
        size = 28;
    else if (argv->is_ptr)
        size = 48;
    py_newint(py_retval(), size);
    return true;
}

static bool takes_anything(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

static bool sys_encoding(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    py_newstr(py_retval(), "utf-8");
    return true;
}

static bool sys_false(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    py_newbool(py_retval(), false);
    return true;
}

static bool sys_getrefcount(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    (void)argv;
    py_newint(py_retval(), 2); /* there is none to be had: the engine collects garbage */
    return true;
}

/* There is one thread, which keeps what it is told. */
static bool sys_setswitchinterval(int argc, py_Ref argv)
{
    double seconds;
    PY_CHECK_ARGC(1);
    if (!py_castfloat(argv, &seconds))
        return false;
    if (!(seconds > 0))
        return ValueError("switch interval must be strictly positive");
    py_setdict(py_getmodule("sys"), py_name("_switch_interval"), argv);
    py_newnone(py_retval());
    return true;
}

static bool sys_getswitchinterval(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    py_Ref const set = py_getdict(py_getmodule("sys"), py_name("_switch_interval"));
    if (set != NULL)
        *py_retval() = *set;
    else
        py_newfloat(py_retval(), 0.005);
    return true;
}

static bool sys_call_tracing(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    PY_CHECK_ARG_TYPE(1, tp_tuple);
    return py_call(argv, py_tuple_len(&argv[1]), py_tuple_data(&argv[1]));
}

/* namespace(name='pkhost', ...) */
static bool implementation_repr(int argc, py_Ref argv)
{
    static const char *const names[] = { "name", "cache_tag", "version", "hexversion" };
    c11_sbuf text;
    PY_CHECK_ARGC(1);
    py_StackRef const parts = py_pushtmp();
    py_newlist(parts);
    for (size_t i = 0; i < COUNT(names); i++) {
        py_Ref const value = py_getdict(argv, py_name(names[i]));
        if (!py_repr(value != NULL ? value : py_None()))
            return false;
        py_list_append(parts, py_retval());
    }
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "namespace(");
    for (size_t i = 0; i < COUNT(names); i++)
        pk_sprintf(&text, "%s%s=%v", i == 0 ? "" : ", ", names[i],
                   py_tosv(py_list_getitem(parts, (int)i)));
    c11_sbuf__write_char(&text, ')');
    c11_sbuf__py_submit(&text, py_retval());
    py_pop();
    return true;
}

static void add_implementation(py_Ref sys)
{
    py_StackRef made = py_pushtmp();
    const py_Type type = pk_newtype("SimpleNamespace", tp_object, NULL, NULL, false, true);
    py_bindmagic(type, __repr__, implementation_repr);
    py_newobject(made, type, -1, 0);
    py_TValue value = text_value("pkhost");
    py_setdict(made, py_name("name"), &value);
    py_setdict(made, py_name("cache_tag"), py_None());
    py_setdict(made, py_name("version"), py_getdict(sys, py_name("version_info")));
    py_newint(py_emplacedict(made, py_name("hexversion")), 0x030b02f0);
    py_setdict(sys, py_name("implementation"), made);
    py_pop();
}

/* ------------------------------------------------------------------------------------ */

bool system_install(void)
{
    static const native functions[] = {
        { "exit", sys_exit },
        { "exc_info", sys_exc_info },
        { "exception", sys_exception },
        { "_getframe", sys_getframe },
        { "intern", sys_intern },
        { "getrecursionlimit", sys_getrecursionlimit },
        { "setrecursionlimit", sys_setrecursionlimit },
        { "getsizeof", sys_getsizeof },
        { "getrefcount", sys_getrefcount },
        { "getdefaultencoding", sys_encoding },
        { "getfilesystemencoding", sys_encoding },
        { "is_finalizing", sys_false },
        { "settrace", takes_anything },
        { "setprofile", takes_anything },
        { "audit", takes_anything },
        { "gettrace", takes_anything },
        { "getprofile", takes_anything },
        { "setswitchinterval", sys_setswitchinterval },
        { "getswitchinterval", sys_getswitchinterval },
        { "call_tracing", sys_call_tracing },
    };
    py_Ref sys = py_getmodule("sys");
    if (sys == NULL || !named_type_install() || !natives_replace(sys, functions, COUNT(functions))
        || !text_streams_install(sys) || !system_modules_install(sys) || !system_hooks_install(sys))
        return false;
    add_facts(sys);
    add_implementation(sys);
    static const struct {
        const char *name, *value;
    } texts[] = {
        { "byteorder", "little" }, { "executable", "" },
        { "prefix", "" },          { "exec_prefix", "" },
        { "base_prefix", "" },     { "base_exec_prefix", "" },
        { "abiflags", "" },        { "platform", "linux" },
        { "copyright", "" },       { "ps1", ">>> " },
        { "ps2", "... " },         { "version", "3.11.2 (pkhost)" },
        { "platlibdir", "lib" },   { "float_repr_style", "short" },
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        py_TValue value = text_value(texts[i].value);
        py_setdict(sys, py_name(texts[i].name), &value);
    }
    py_newint(py_emplacedict(sys, py_name("maxsize")), INT64_MAX);
    py_newint(py_emplacedict(sys, py_name("maxunicode")), 0x10FFFF);
    py_newint(py_emplacedict(sys, py_name("hexversion")), 0x030b02f0);
    py_newint(py_emplacedict(sys, py_name("api_version")), 1013);
    py_newlist(py_emplacedict(sys, py_name("path")));
    py_newlist(py_emplacedict(sys, py_name("warnoptions")));
    py_newlist(py_emplacedict(sys, py_name("orig_argv")));
    py_newlist(py_emplacedict(sys, py_name("meta_path")));
    py_newlist(py_emplacedict(sys, py_name("path_hooks")));
    py_newdict(py_emplacedict(sys, py_name("path_importer_cache")));
    py_newbool(py_emplacedict(sys, py_name("dont_write_bytecode")), true);
    return true;
}
