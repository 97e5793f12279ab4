/* set_methods.c -- set and frozenset, as CPython has them: dialect "python".  The table is
 * language/sets.c's. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/sets.h"
#include "python/container_text.h"
#include "python/install.h"
#include "python/set_algebra.h"
#include "stop/steps.h"

/* Ends a method: gives what is at `result`, and takes everything from there off the stack. */
static bool finish(py_StackRef from, py_Ref result, bool ok)
{
    if (ok)
        *py_retval() = *result;
    pk_current_vm->stack.sp = from;
    return ok;
}

static bool set_add_method(int argc, py_Ref argv)
{
    return argument_count("add", argc - 1, 1, 1) && set_add(&argv[0], &argv[1]) && give_none();
}

static bool set_discard_method(int argc, py_Ref argv)
{
    return argument_count("discard", argc - 1, 1, 1) && set_discard(&argv[0], &argv[1]) >= 0
           && give_none();
}

static bool set_remove(int argc, py_Ref argv)
{
    if (!argument_count("remove", argc - 1, 1, 1))
        return false;
    const int there = set_discard(&argv[0], &argv[1]);
    return there > 0 ? give_none() : there == 0 && KeyError(&argv[1]);
}

static bool set_pop_method(int argc, py_Ref argv)
{
    if (!argument_count("pop", argc - 1, 0, 0))
        return false;
    if (set_pop(&argv[0], py_retval()))
        return true;
    return py_exception(tp_KeyError, "pop from an empty set");
}

static bool set_clear_method(int argc, py_Ref argv)
{
    if (!argument_count("clear", argc - 1, 0, 0))
        return false;
    set_clear(&argv[0]);
    return give_none();
}

static bool set_copy(int argc, py_Ref argv)
{
    if (!argument_count("copy", argc - 1, 0, 0))
        return false;
    if (argv[0].type == pkhost_here->types.frozenset) {
        *py_retval() = argv[0];
        return true;
    }
    py_StackRef const result = stack_room();
    return finish(result, result, set_copy_to(result, &argv[0]));
}

static bool update_with(int argc, py_Ref argv, bool (*change)(py_Ref, py_Ref))
{
    for (int i = 1; i < argc; i++)
        if (!change(&argv[0], &argv[i]))
            return false;
    return give_none();
}

static bool set_update_method(int argc, py_Ref argv) { return update_with(argc, argv, set_update); }
static bool set_difference_update(int argc, py_Ref argv)
{
    return update_with(argc, argv, set_subtract);
}

static bool set_symmetric_difference_update(int argc, py_Ref argv)
{
    return argument_count("symmetric_difference_update", argc - 1, 1, 1)
           && update_with(argc, argv, set_toggle);
}

/* The set takes over what another one, of its own making, holds. */
static void take_over(py_Ref set, py_Ref from)
{
    set_data *const to = py_touserdata(set);
    const uint32_t changes = to->changes;
    *to = *(const set_data *)py_touserdata(from);
    to->changes = changes + 1;
}

static bool set_intersection_update(int argc, py_Ref argv)
{
    py_StackRef const now = stack_room(), next = stack_room();
    *now = argv[0];
    bool ok = true;
    for (int i = 1; ok && i < argc; i++) {
        ok = set_intersect(next, now, &argv[i]);
        *now = *next;
    }
    if (ok && argc > 1)
        take_over(&argv[0], now);
    pk_current_vm->stack.sp = now;
    return ok && give_none();
}

/* --------------------------------------------------------------------- what makes a set */

static bool set_union(int argc, py_Ref argv)
{
    py_StackRef const result = stack_room();
    bool ok = set_copy_to(result, &argv[0]);
    for (int i = 1; ok && i < argc; i++)
        ok = set_update(result, &argv[i]);
    return finish(result, result, ok);
}

static bool set_intersection(int argc, py_Ref argv)
{
    py_StackRef const result = stack_room(), next = stack_room();
    bool ok = argc > 1 || set_copy_to(result, &argv[0]);
    for (int i = 1; ok && i < argc; i++) {
        ok = set_intersect(next, i == 1 ? &argv[0] : result, &argv[i]);
        *result = *next;
    }
    return finish(result, result, ok);
}

static bool set_difference(int argc, py_Ref argv)
{
    py_StackRef const result = stack_room();
    bool ok = argc > 1 ? set_differ(result, &argv[0], &argv[1]) : set_copy_to(result, &argv[0]);
    for (int i = 2; ok && i < argc; i++)
        ok = set_subtract(result, &argv[i]);
    return finish(result, result, ok);
}

static bool set_symmetric_difference(int argc, py_Ref argv)
{
    if (!argument_count("symmetric_difference", argc - 1, 1, 1))
        return false;
    py_StackRef const result = stack_room();
    return finish(result, result,
                  set_new_of(result, set_base_of(&argv[0])) && set_update(result, &argv[1])
                      && set_toggle(result, &argv[0]));
}

/* Operators take sets only. */
static bool both_are_sets(int argc, py_Ref argv)
{
    return argc == 2 && set_is(&argv[0]) && set_is(&argv[1]);
}

#define OPERATOR(name, method)                      \
    static bool set_##name(int argc, py_Ref argv)   \
    {                                               \
        if (!both_are_sets(argc, argv))             \
            return give_not_implemented();          \
        return method(2, argv);                     \
    }                                               \
    static bool set_r##name(int argc, py_Ref argv)  \
    {                                               \
        if (!both_are_sets(argc, argv))             \
            return give_not_implemented();          \
        py_TValue turned[2] = { argv[1], argv[0] }; \
        return method(2, turned);                   \
    }
OPERATOR(and, set_intersection)
OPERATOR(or, set_union)
OPERATOR(sub, set_difference)
OPERATOR(xor, set_symmetric_difference)

#define INPLACE_OPERATOR(name, method)             \
    static bool set_i##name(int argc, py_Ref argv) \
    {                                              \
        if (!both_are_sets(argc, argv))            \
            return give_not_implemented();         \
        if (!method(2, argv))                      \
            return false;                          \
        *py_retval() = argv[0];                    \
        return true;                               \
    }
INPLACE_OPERATOR(and, set_intersection_update)
INPLACE_OPERATOR(or, set_update_method)
INPLACE_OPERATOR(sub, set_difference_update)
INPLACE_OPERATOR(xor, set_symmetric_difference_update)

/* ---------------------------------------------------------------------------- comparing */

static bool give_truth(int truth) { return truth >= 0 && give_bool(truth); }

static bool set_issubset(int argc, py_Ref argv)
{
    if (!argument_count("issubset", argc - 1, 1, 1))
        return false;
    py_StackRef const other = stack_room();
    const bool ok = set_from(other, &argv[1]) && give_truth(set_is_subset(&argv[0], other));
    pk_current_vm->stack.sp = other;
    return ok;
}

static bool set_issuperset(int argc, py_Ref argv)
{
    if (!argument_count("issuperset", argc - 1, 1, 1))
        return false;
    py_StackRef const other = stack_room();
    const bool ok = set_from(other, &argv[1]) && give_truth(set_is_subset(other, &argv[0]));
    pk_current_vm->stack.sp = other;
    return ok;
}

static bool set_isdisjoint(int argc, py_Ref argv)
{
    if (!argument_count("isdisjoint", argc - 1, 1, 1))
        return false;
    py_StackRef const common = stack_room();
    const bool ok = set_intersect(common, &argv[0], &argv[1]);
    const bool none = ok && set_size(common) == 0;
    pk_current_vm->stack.sp = common;
    return ok && give_bool(none);
}

enum comparison { LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL };

static bool compare(enum comparison c, int argc, py_Ref argv)
{
    if (!both_are_sets(argc, argv))
        return give_not_implemented();
    const uint32_t a = set_size(&argv[0]), b = set_size(&argv[1]);
    switch (c) {
    case LESS: return a < b ? give_truth(set_is_subset(&argv[0], &argv[1])) : give_bool(false);
    case LESS_EQUAL: return give_truth(set_is_subset(&argv[0], &argv[1]));
    case GREATER: return a > b ? give_truth(set_is_subset(&argv[1], &argv[0])) : give_bool(false);
    case GREATER_EQUAL: return give_truth(set_is_subset(&argv[1], &argv[0]));
    default: break;
    }
    const int same = a == b ? set_is_subset(&argv[0], &argv[1]) : 0;
    return same >= 0 && give_bool(c == EQUAL ? same : !same);
}

static bool set_lt(int argc, py_Ref argv) { return compare(LESS, argc, argv); }
static bool set_le(int argc, py_Ref argv) { return compare(LESS_EQUAL, argc, argv); }
static bool set_eq(int argc, py_Ref argv) { return compare(EQUAL, argc, argv); }
static bool set_ne(int argc, py_Ref argv) { return compare(NOT_EQUAL, argc, argv); }
static bool set_gt(int argc, py_Ref argv) { return compare(GREATER, argc, argv); }
static bool set_ge(int argc, py_Ref argv) { return compare(GREATER_EQUAL, argc, argv); }

/* -------------------------------------------------------------------- as any container */

static bool set_len(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), set_size(&argv[0]));
    return true;
}

static bool set_contains_method(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 1) && give_truth(set_contains(&argv[0], &argv[1]));
}

static bool frozenset_hash(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), set_hash(&argv[0]));
    return true;
}

/* An iterator has the set in its slot. */
typedef struct set_iterator {
    uint32_t position, size;
    bool over;
} set_iterator;

static bool set_iter(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue set = argv[0];
    py_TValue made;
    set_iterator *const i = py_newobject(&made, pkhost_here->types.set_iterator, 1, sizeof *i);
    *i = (set_iterator){ .size = set_size(&set) };
    py_setslot(&made, 0, (py_Ref)&set);
    *py_retval() = made;
    return true;
}

static bool iterator_next(int argc, py_Ref argv)
{
    (void)argc;
    set_iterator *const i = py_touserdata(&argv[0]);
    py_Ref const set = py_getslot(&argv[0], 0);
    if (i->over)
        return StopIteration();
    if (set_size(set) != i->size) {
        i->size = UINT32_MAX; /* and so ever after */
        return RuntimeError("Set changed size during iteration");
    }
    const py_TValue *const key = set_next(set, &i->position);
    if (key == NULL) {
        i->over = true;
        return StopIteration();
    }
    *py_retval() = *key;
    return true;
}

static bool itself(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = argv[0];
    return true;
}

static bool iterator_length_hint(int argc, py_Ref argv)
{
    (void)argc;
    const set_iterator *const i = py_touserdata(&argv[0]);
    py_Ref const set = py_getslot(&argv[0], 0);
    uint32_t position = i->position;
    int64_t left = 0;
    while (!i->over && set_next(set, &position) != NULL)
        left++;
    py_newint(py_retval(), left);
    return true;
}

/* "{1, 2}", "set()", "frozenset({1})", "Derived({1})"; "set(...)" within itself. */
static bool set_repr(int argc, py_Ref argv)
{
    (void)argc;
    const py_Type type = argv[0].type;
    const bool is_plain = type == pkhost_here->types.set;
    if (set_size(&argv[0]) == 0) {
        c11_sbuf text;
        c11_sbuf__ctor(&text);
        c11_sbuf__write_cstr(&text, py_tpname(type));
        c11_sbuf__write_cstr(&text, "()");
        c11_sbuf__py_submit(&text, py_retval());
        return true;
    }
    pkhost_vm *const vm = pkhost_here;
    shown s;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, argv)) {
        py_newfstr(py_retval(), "%t(...)", type);
        return true;
    }
    py_StackRef const pieces = stack_room(), item = stack_room();
    py_newlist(pieces);
    uint32_t position = 0;
    bool ok = true;
    for (const py_TValue *key; ok && (key = set_next(&argv[0], &position)) != NULL;) {
        *item = *key;
        ok = step_take(pkhost_here) && py_repr(item);
        if (ok)
            py_list_append(pieces, py_retval());
    }
    if (ok) {
        c11_sbuf text;
        c11_sbuf__ctor(&text);
        if (!is_plain) {
            c11_sbuf__write_cstr(&text, py_tpname(type));
            c11_sbuf__write_char(&text, '(');
        }
        for (int i = 0; i < py_list_len(pieces); i++) {
            c11_sbuf__write_cstr(&text, i == 0 ? "{" : ", ");
            c11_sbuf__write_sv(&text, py_tosv(py_list_getitem(pieces, i)));
        }
        c11_sbuf__write_cstr(&text, is_plain ? "}" : "})");
        c11_sbuf__py_submit(&text, py_retval());
    }
    pk_current_vm->stack.sp = pieces;
    show_end(vm, &s);
    return ok;
}

/* ------------------------------------------------------------------------------- making */

static bool set_make(int argc, py_Ref argv)
{
    (void)argc;
    const py_Type type = py_totype(&argv[0]);
    py_StackRef const made = stack_room();
    return finish(made, made, set_new_of(made, type));
}

static bool set_init(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("set expected at most 1 argument, got %d", argc - 1);
    set_clear(&argv[0]);
    return (argc < 2 || set_update(&argv[0], &argv[1])) && give_none();
}

static bool frozenset_make(int argc, py_Ref argv)
{
    const py_Type type = py_totype(&argv[0]);
    const bool is_plain = type == pkhost_here->types.frozenset;
    if (is_plain && argc > 2)
        return TypeError("frozenset expected at most 1 argument, got %d", argc - 1);
    if (is_plain && argc == 2 && argv[1].type == type) {
        *py_retval() = argv[1];
        return true;
    }
    py_StackRef const made = stack_room();
    return finish(made, made, set_new_of(made, type) && (argc < 2 || set_update(made, &argv[1])));
}

bool sets_install(void)
{
    static const native of_both[] = {
        { "copy", set_copy },
        { "union", set_union },
        { "intersection", set_intersection },
        { "difference", set_difference },
        { "symmetric_difference", set_symmetric_difference },
        { "issubset", set_issubset },
        { "issuperset", set_issuperset },
        { "isdisjoint", set_isdisjoint },
        { "__and__", set_and },
        { "__rand__", set_rand },
        { "__or__", set_or },
        { "__ror__", set_ror },
        { "__sub__", set_sub },
        { "__rsub__", set_rsub },
        { "__xor__", set_xor },
        { "__rxor__", set_rxor },
        { "__lt__", set_lt },
        { "__le__", set_le },
        { "__eq__", set_eq },
        { "__ne__", set_ne },
        { "__gt__", set_gt },
        { "__ge__", set_ge },
        { "__len__", set_len },
        { "__contains__", set_contains_method },
        { "__iter__", set_iter },
        { "__repr__", set_repr },
    };
    static const native of_set[] = {
        { "__new__", set_make },
        { "__init__", set_init },
        { "add", set_add_method },
        { "discard", set_discard_method },
        { "remove", set_remove },
        { "pop", set_pop_method },
        { "clear", set_clear_method },
        { "update", set_update_method },
        { "intersection_update", set_intersection_update },
        { "difference_update", set_difference_update },
        { "symmetric_difference_update", set_symmetric_difference_update },
        { "__iand__", set_iand },
        { "__ior__", set_ior },
        { "__isub__", set_isub },
        { "__ixor__", set_ixor },
    };
    static const native of_frozenset[] = { { "__new__", frozenset_make },
                                           { "__hash__", frozenset_hash } };
    struct vm_types *const types = &pkhost_here->types;
    types->set = pk_newtype("set", tp_object, pk_current_vm->builtins, NULL, false, false);
    types->frozenset =
        pk_newtype("frozenset", tp_object, pk_current_vm->builtins, NULL, false, false);
    types->set_iterator = pk_newtype("set_iterator", tp_object, NULL, NULL, false, true);
    py_bindmagic(types->set_iterator, __iter__, itself);
    py_bindmagic(types->set_iterator, __next__, iterator_next);
    py_bindmethod(types->set_iterator, "__length_hint__", iterator_length_hint);
    py_Ref const set = py_tpobject(types->set), frozen = py_tpobject(types->frozenset);
    py_setdict(pk_current_vm->builtins, py_name("set"), set);
    py_setdict(pk_current_vm->builtins, py_name("frozenset"), frozen);
    py_setdict(set, __hash__, py_None());
    return natives_replace(set, of_both, COUNT(of_both))
           && natives_replace(set, of_set, COUNT(of_set))
           && natives_replace(frozen, of_both, COUNT(of_both))
           && natives_replace(frozen, of_frozenset, COUNT(of_frozenset));
}
