/* dict_views.c -- what dict.keys(), .values() and .items() give: dialect "python".
 *
 * A view has its dict in its slot.  It is iterated by PocketPy's own iterators over a dict, which
 * notice when the dict changes. */
#include "python/dict_views.h"

#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/sets.h"
#include "python/container_text.h"
#include "stop/steps.h"

#include "pocketpy/interpreter/types.h"

enum kind { KEYS, VALUES, ITEMS, KINDS };

/* PocketPy's methods, which make iterators; the same in every VM. */
static py_CFunction iterators[KINDS];

static py_Type view_type(enum kind kind) { return pkhost_here->types.dict_views[kind]; }

static enum kind kind_of(const py_TValue *view)
{
    return view->type == view_type(KEYS) ? KEYS : view->type == view_type(VALUES) ? VALUES : ITEMS;
}

static py_Ref dict_of(py_Ref view) { return py_getslot(view, 0); }

static bool make_view(enum kind kind, const char *name, int argc, py_Ref argv)
{
    if (!argument_count(name, argc - 1, 0, 0))
        return false;
    py_TValue view;
    py_newobject(&view, view_type(kind), 1, 0);
    py_setslot(&view, 0, &argv[0]);
    *py_retval() = view;
    return true;
}

static bool dict_keys(int argc, py_Ref argv) { return make_view(KEYS, "keys", argc, argv); }
static bool dict_values(int argc, py_Ref argv) { return make_view(VALUES, "values", argc, argv); }
static bool dict_items(int argc, py_Ref argv) { return make_view(ITEMS, "items", argc, argv); }

static bool view_iter(int argc, py_Ref argv)
{
    (void)argc;
    const enum kind kind = kind_of(&argv[0]);
    py_TValue dict = *dict_of(&argv[0]);
    return iterators[kind](1, &dict);
}

static bool view_len(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), py_dict_len(dict_of(&argv[0])));
    return true;
}

/* Whether a view of keys or items has it: 1, 0, -1. */
static int has(py_Ref view, py_Ref item)
{
    py_Ref const dict = dict_of(view);
    if (kind_of(view) == KEYS)
        return py_dict_getitem(dict, item);
    if (item->type != tp_tuple || py_tuple_len(item) != 2)
        return 0;
    const int there = py_dict_getitem(dict, py_tuple_getitem(item, 0));
    if (there <= 0)
        return there;
    py_StackRef const value = stack_keep(py_retval());
    const int equal = py_equal(value, py_tuple_getitem(item, 1));
    pk_current_vm->stack.sp = value;
    return equal;
}

static bool view_contains(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    const int there = has(&argv[0], &argv[1]);
    return there >= 0 && give_bool(there);
}

/* "dict_keys(['a', 'b'])" */
static bool view_repr(int argc, py_Ref argv)
{
    (void)argc;
    shown s;
    pkhost_vm *const vm = pkhost_here;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, &argv[0])) {
        py_newstr(py_retval(), "...");
        return true;
    }
    py_StackRef const list = py_pushtmp();
    bool ok = py_tpcall(tp_list, 1, argv);
    if (ok) {
        *list = *py_retval();
        ok = py_repr(list);
    }
    show_end(vm, &s);
    pk_current_vm->stack.sp = list;
    if (!ok)
        return false;
    const py_TValue inside = *py_retval();
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, py_tpname(argv[0].type));
    c11_sbuf__write_char(&text, '(');
    c11_sbuf__write_sv(&text, py_tosv((py_Ref)&inside));
    c11_sbuf__write_char(&text, ')');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

/* A list's reversed iterator over what the dict has now. */
static bool view_reversed(int argc, py_Ref argv)
{
    (void)argc;
    if (!py_tpcall(tp_list, 1, argv))
        return false;
    py_StackRef const list = stack_keep(py_retval());
    py_TValue *const items = py_list_data(list);
    for (int i = 0, j = py_list_len(list) - 1; i < j; i++, j--) {
        const py_TValue item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
    const bool ok = py_iter(list);
    pk_current_vm->stack.sp = list;
    return ok;
}

/* ----------------------------------------------------------------------- as sets of items */

static bool is_view(const py_TValue *value)
{
    return value->type == view_type(KEYS) || value->type == view_type(ITEMS);
}

static bool is_set_like(const py_TValue *value) { return is_view(value) || set_is(value); }

static int64_t size_of(py_Ref value)
{
    return set_is(value) ? (int64_t)set_size(value) : py_dict_len(dict_of(value));
}

static int contains(py_Ref value, py_Ref item)
{
    return set_is(value) ? set_contains(value, item) : has(value, item);
}

/* Whether all of a are in b: 1, 0, -1. */
static int is_subset(py_Ref a, py_Ref b)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!py_iter(a))
        return -1;
    py_push(py_retval());
    py_StackRef const item = stack_keep(py_None());
    int all = 1, got;
    while (all > 0 && (got = py_next(base)) != 0) {
        if (got < 0)
            return -1;
        *item = *py_retval();
        all = step_take(pkhost_here) ? contains(b, item) : -1;
        vm->stack.sp = base + 2;
    }
    vm->stack.sp = base;
    return all;
}

enum comparison { LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL };

static bool compare(enum comparison c, int argc, py_Ref argv)
{
    if (argc != 2 || !is_set_like(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const int64_t a = size_of(&argv[0]), b = size_of(&argv[1]);
    int truth;
    switch (c) {
    case LESS: truth = a < b ? is_subset(&argv[0], &argv[1]) : 0; break;
    case LESS_EQUAL: truth = a <= b ? is_subset(&argv[0], &argv[1]) : 0; break;
    case GREATER: truth = a > b ? is_subset(&argv[1], &argv[0]) : 0; break;
    case GREATER_EQUAL: truth = a >= b ? is_subset(&argv[1], &argv[0]) : 0; break;
    default:
        truth = a == b ? is_subset(&argv[0], &argv[1]) : 0;
        if (truth >= 0 && c == NOT_EQUAL)
            truth = !truth;
    }
    return truth >= 0 && give_bool(truth);
}

static bool view_lt(int argc, py_Ref argv) { return compare(LESS, argc, argv); }
static bool view_le(int argc, py_Ref argv) { return compare(LESS_EQUAL, argc, argv); }
static bool view_eq(int argc, py_Ref argv) { return compare(EQUAL, argc, argv); }
static bool view_ne(int argc, py_Ref argv) { return compare(NOT_EQUAL, argc, argv); }
static bool view_gt(int argc, py_Ref argv) { return compare(GREATER, argc, argv); }
static bool view_ge(int argc, py_Ref argv) { return compare(GREATER_EQUAL, argc, argv); }

/* set(a).method(b) */
static bool by_method(const char *method, py_Ref a, py_Ref b)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!set_new(py_pushtmp()) || !set_update(base, a) || !py_pushmethod(py_name(method)))
        return false;
    py_push(b);
    const bool ok = py_vectorcall(1, 0);
    vm->stack.sp = base;
    return ok;
}

static bool is_iterable(const py_TValue *value)
{
    return class_find_in(value->type, __iter__) != NULL
           || class_find_in(value->type, __getitem__) != NULL;
}

static bool operate(const char *method, bool reflected, int argc, py_Ref argv)
{
    if (argc != 2 || !is_iterable(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    return by_method(method, &argv[reflected], &argv[!reflected]);
}

#define OPERATOR(name, method)                                                                    \
    static bool view_##name(int argc, py_Ref argv) { return operate(method, false, argc, argv); } \
    static bool view_r##name(int argc, py_Ref argv) { return operate(method, true, argc, argv); }
OPERATOR(and, "intersection")
OPERATOR(or, "union")
OPERATOR(sub, "difference")
OPERATOR(xor, "symmetric_difference")

static bool view_isdisjoint(int argc, py_Ref argv)
{
    return argument_count("isdisjoint", argc - 1, 1, 1)
           && by_method("isdisjoint", &argv[0], &argv[1]);
}

static bool dict_reversed(int argc, py_Ref argv)
{
    py_TValue view = argv[0];
    return dict_keys(argc, argv) && (view = *py_retval(), view_reversed(1, &view));
}

bool dict_views_install(void)
{
    static const char *const names[KINDS] = { "dict_keys", "dict_values", "dict_items" };
    static const char *const methods[KINDS] = { "keys", "values", "items" };
    static const native of_all[] = {
        { "__iter__", view_iter },
        { "__len__", view_len },
        { "__repr__", view_repr },
        { "__reversed__", view_reversed },
    };
    static const native of_sets[] = {
        { "__contains__", view_contains },
        { "__lt__", view_lt },
        { "__le__", view_le },
        { "__eq__", view_eq },
        { "__ne__", view_ne },
        { "__gt__", view_gt },
        { "__ge__", view_ge },
        { "__and__", view_and },
        { "__rand__", view_rand },
        { "__or__", view_or },
        { "__ror__", view_ror },
        { "__sub__", view_sub },
        { "__rsub__", view_rsub },
        { "__xor__", view_xor },
        { "__rxor__", view_rxor },
        { "isdisjoint", view_isdisjoint },
    };
    static const native of_dict[] = {
        { "keys", dict_keys },
        { "values", dict_values },
        { "items", dict_items },
        { "__reversed__", dict_reversed },
    };
    py_Ref const dict = py_tpobject(tp_dict);
    for (int kind = 0; kind < KINDS; kind++) {
        py_Ref const method = py_getdict(dict, py_name(methods[kind]));
        if (method == NULL || method->type != tp_nativefunc)
            return false;
        if (method->_cfunc != dict_keys && method->_cfunc != dict_values
            && method->_cfunc != dict_items)
            iterators[kind] = method->_cfunc;
        const py_Type type = pk_newtype(names[kind], tp_object, NULL, NULL, false, true);
        pkhost_here->types.dict_views[kind] = type;
        if (!natives_replace(py_tpobject(type), of_all, COUNT(of_all))
            || (kind != VALUES && !natives_replace(py_tpobject(type), of_sets, COUNT(of_sets))))
            return false;
        if (kind != VALUES)
            py_setdict(py_tpobject(type), __hash__, py_None());
    }
    return natives_replace(dict, of_dict, COUNT(of_dict));
}
