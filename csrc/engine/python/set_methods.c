/* set_methods.c -- set and frozenset, as CPython has them: dialect "python".  The table is
 * language/sets.c's. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/exception_types.h"
#include "language/sets.h"
#include "python/install.h"
#include "stop/steps.h"

static py_Type base_of(const py_TValue *set)
{
    return set_is_frozen(set) ? pkhost_here->types.frozenset : pkhost_here->types.set;
}

/* A value on the value stack, where the collector sees it: all that follows works there. */
static py_StackRef push(void)
{
    py_StackRef const place = py_pushtmp();
    py_newnil(place);
    return place;
}

/* Ends a method: gives what is at `result`, and takes everything from there off the stack. */
static bool finish(py_StackRef from, py_Ref result, bool ok)
{
    if (ok)
        *py_retval() = *result;
    pk_current_vm->stack.sp = from;
    return ok;
}

static bool give_bool(bool value)
{
    py_newbool(py_retval(), value);
    return true;
}

static bool give_none(void)
{
    py_newnone(py_retval());
    return true;
}

static bool not_implemented(void)
{
    py_newnotimplemented(py_retval());
    return true;
}

/* A copy of a set, of its own kind. */
static bool copy(py_StackRef to, py_Ref set)
{
    return set_new_of(to, base_of(set)) && set_update(to, set);
}

/* `to`: the iterable itself if it is a set, else a set of its items. */
static bool as_set(py_StackRef to, py_Ref iterable)
{
    if (set_is(iterable)) {
        *to = *iterable;
        return true;
    }
    return set_new(to) && set_update(to, iterable);
}

/* ------------------------------------------------------------------ what changes a set */

/* Each item of `iterable`: false ends it with an exception. */
typedef bool visitor(py_StackRef item, void *context);

static bool each(py_Ref iterable, visitor *visit, void *context)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!py_iter(iterable))
        return false;
    py_push(py_retval());
    push();
    int got;
    while ((got = py_next(base)) > 0) {
        base[1] = *py_retval();
        if (!step_take(pkhost_here) || !visit(&base[1], context)) {
            got = -1;
            break;
        }
        vm->stack.sp = base + 2;
    }
    vm->stack.sp = base;
    return got == 0;
}

static bool discard_item(py_StackRef item, void *set) { return set_discard(set, item) >= 0; }

static bool subtract(py_Ref set, py_Ref iterable)
{
    if (set_is(iterable) && py_touserdata(set) == py_touserdata(iterable)) {
        set_clear(set);
        return true;
    }
    return each(iterable, discard_item, set);
}

struct pair {
    py_Ref set, result;
};

static bool keep_common(py_StackRef item, void *context)
{
    const struct pair *const p = context;
    const int there = set_contains(p->set, item);
    return there >= 0 && (there == 0 || set_add(p->result, item));
}

/* result: a new set; the smaller of two sets decides on the order. */
static bool intersect(py_StackRef result, py_Ref set, py_Ref other)
{
    if (!set_new_of(result, base_of(set)))
        return false;
    if (set_is(other) && set_size(other) > set_size(set)) {
        py_Ref const larger = other;
        other = set;
        set = larger;
    }
    struct pair p = { set, result };
    return each(other, keep_common, &p);
}

static bool keep_others(py_StackRef item, void *context)
{
    const struct pair *const p = context;
    const int there = set_contains(p->set, item);
    return there >= 0 && (there == 1 || set_add(p->result, item));
}

static bool differ(py_StackRef result, py_Ref set, py_Ref other)
{
    const bool is_keyed = set_is(other) || other->type == tp_dict;
    const int64_t size = set_is(other) ? (int64_t)set_size(other)
                         : is_keyed    ? py_dict_len(other)
                                       : 0;
    if (!is_keyed || (int64_t)(set_size(set) >> 2) > size)
        return copy(result, set) && subtract(result, other);
    py_StackRef const keys = push();
    if (!set_new_of(result, base_of(set)) || !as_set(keys, other))
        return false;
    struct pair p = { keys, result };
    const bool ok = each(set, keep_others, &p);
    pk_current_vm->stack.sp = keys;
    return ok;
}

static bool toggle_item(py_StackRef item, void *set)
{
    const int there = set_discard(set, item);
    return there >= 0 && (there == 1 || set_add(set, item));
}

static bool toggle(py_Ref set, py_Ref iterable)
{
    if (set_is(iterable) && py_touserdata(set) == py_touserdata(iterable)) {
        set_clear(set);
        return true;
    }
    py_StackRef const other = push();
    const bool ok = as_set(other, iterable) && each(other, toggle_item, set);
    pk_current_vm->stack.sp = other;
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
    py_StackRef const result = push();
    return finish(result, result, copy(result, &argv[0]));
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
    return update_with(argc, argv, subtract);
}

static bool set_symmetric_difference_update(int argc, py_Ref argv)
{
    return argument_count("symmetric_difference_update", argc - 1, 1, 1)
           && update_with(argc, argv, toggle);
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
    py_StackRef const now = push(), next = push();
    *now = argv[0];
    bool ok = true;
    for (int i = 1; ok && i < argc; i++) {
        ok = intersect(next, now, &argv[i]);
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
    py_StackRef const result = push();
    bool ok = copy(result, &argv[0]);
    for (int i = 1; ok && i < argc; i++)
        ok = set_update(result, &argv[i]);
    return finish(result, result, ok);
}

static bool set_intersection(int argc, py_Ref argv)
{
    py_StackRef const result = push(), next = push();
    bool ok = argc > 1 || copy(result, &argv[0]);
    for (int i = 1; ok && i < argc; i++) {
        ok = intersect(next, i == 1 ? &argv[0] : result, &argv[i]);
        *result = *next;
    }
    return finish(result, result, ok);
}

static bool set_difference(int argc, py_Ref argv)
{
    py_StackRef const result = push();
    bool ok = argc > 1 ? differ(result, &argv[0], &argv[1]) : copy(result, &argv[0]);
    for (int i = 2; ok && i < argc; i++)
        ok = subtract(result, &argv[i]);
    return finish(result, result, ok);
}

static bool set_symmetric_difference(int argc, py_Ref argv)
{
    if (!argument_count("symmetric_difference", argc - 1, 1, 1))
        return false;
    py_StackRef const result = push();
    return finish(result, result,
                  set_new_of(result, base_of(&argv[0])) && set_update(result, &argv[1])
                      && toggle(result, &argv[0]));
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
            return not_implemented();               \
        return method(2, argv);                     \
    }                                               \
    static bool set_r##name(int argc, py_Ref argv)  \
    {                                               \
        if (!both_are_sets(argc, argv))             \
            return not_implemented();               \
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
            return not_implemented();              \
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

/* Whether all of a are in b: 1, 0, -1. */
static int is_subset(py_Ref a, py_Ref b)
{
    if (set_size(a) > set_size(b))
        return 0;
    py_StackRef const item = push();
    int all = 1;
    uint32_t position = 0;
    for (const py_TValue *key; all > 0 && (key = set_next(a, &position)) != NULL;) {
        *item = *key;
        all = step_take(pkhost_here) ? set_contains(b, item) : -1;
    }
    pk_current_vm->stack.sp = item;
    return all;
}

static bool give_truth(int truth) { return truth >= 0 && give_bool(truth); }

static bool set_issubset(int argc, py_Ref argv)
{
    if (!argument_count("issubset", argc - 1, 1, 1))
        return false;
    py_StackRef const other = push();
    const bool ok = as_set(other, &argv[1]) && give_truth(is_subset(&argv[0], other));
    pk_current_vm->stack.sp = other;
    return ok;
}

static bool set_issuperset(int argc, py_Ref argv)
{
    if (!argument_count("issuperset", argc - 1, 1, 1))
        return false;
    py_StackRef const other = push();
    const bool ok = as_set(other, &argv[1]) && give_truth(is_subset(other, &argv[0]));
    pk_current_vm->stack.sp = other;
    return ok;
}

static bool set_isdisjoint(int argc, py_Ref argv)
{
    if (!argument_count("isdisjoint", argc - 1, 1, 1))
        return false;
    py_StackRef const common = push();
    const bool ok = intersect(common, &argv[0], &argv[1]);
    const bool none = ok && set_size(common) == 0;
    pk_current_vm->stack.sp = common;
    return ok && give_bool(none);
}

enum comparison { LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL };

static bool compare(enum comparison c, int argc, py_Ref argv)
{
    if (!both_are_sets(argc, argv))
        return not_implemented();
    const uint32_t a = set_size(&argv[0]), b = set_size(&argv[1]);
    switch (c) {
    case LESS: return a < b ? give_truth(is_subset(&argv[0], &argv[1])) : give_bool(false);
    case LESS_EQUAL: return give_truth(is_subset(&argv[0], &argv[1]));
    case GREATER: return a > b ? give_truth(is_subset(&argv[1], &argv[0])) : give_bool(false);
    case GREATER_EQUAL: return give_truth(is_subset(&argv[1], &argv[0]));
    default: break;
    }
    const int same = a == b ? is_subset(&argv[0], &argv[1]) : 0;
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
    if (too_deep())
        return false;
    py_StackRef const pieces = push(), item = push();
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
    return ok;
}

/* ------------------------------------------------------------------------------- making */

static bool set_make(int argc, py_Ref argv)
{
    (void)argc;
    const py_Type type = py_totype(&argv[0]);
    py_StackRef const made = push();
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
    py_StackRef const made = push();
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
