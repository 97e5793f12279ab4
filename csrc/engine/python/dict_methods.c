/* dict_methods.c -- the methods of dict that PocketPy has not, or has otherwise: dialect "python".
 *
 * Views (keys(), values(), items()) are dict_views.c's.  The object that a dict's data belongs to may
 * be an instance of a class derived from dict. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "python/dict_views.h"
#include "python/install.h"
#include "stop/steps.h"

#include "pocketpy/interpreter/types.h"

static bool is_dict(py_Ref value)
{
    return value->type == tp_dict || py_isinstance(value, tp_dict);
}

/* ------------------------------------------------------------------------------ filling */

/* From the items of another dict, which may be the same, or change while keys are compared. */
static bool fill_from_dict(py_Ref dict, py_Ref other)
{
    const Dict *const from = py_touserdata(other);
    if (from == py_touserdata(dict))
        return true;
    py_StackRef const key = stack_keep(py_None()), value = stack_keep(py_None());
    const int length = from->length;
    bool ok = true;
    for (int i = 0; ok && i < from->entries.length; i++) {
        DictEntry *const entry = c11__at(DictEntry, &from->entries, i);
        if (py_isnil(&entry->key))
            continue;
        *key = entry->key;
        *value = entry->val;
        ok = py_dict_setitem(dict, key, value);
        if (ok && from->length != length)
            ok = RuntimeError("dict mutated during update");
    }
    pk_current_vm->stack.sp = key;
    return ok;
}

/* mapping.keys() and mapping[key] */
static bool fill_from_mapping(py_Ref dict, py_Ref mapping)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    py_push(mapping);
    if (!py_pushmethod(py_name("keys")) || !py_vectorcall(0, 0))
        return false;
    py_push(py_retval());
    if (!py_iter(base))
        return false;
    *base = *py_retval();
    py_StackRef const key = stack_keep(py_None()), value = stack_keep(py_None());
    int got;
    while ((got = py_next(base)) > 0) {
        *key = *py_retval();
        if (!step_take(pkhost_here) || !py_getitem(mapping, key)) {
            got = -1;
            break;
        }
        *value = *py_retval();
        if (!py_dict_setitem(dict, key, value)) {
            got = -1;
            break;
        }
        vm->stack.sp = base + 3;
    }
    vm->stack.sp = base;
    return got == 0;
}

/* One pair, any iterable of two: at `pair` on the value stack. */
static bool put_pair(py_Ref dict, py_StackRef pair, int64_t number)
{
    VM *const vm = pk_current_vm;
    py_TValue *items;
    int count = sequence_items(pair, &items);
    if (count < 0) { /* as a list */
        const py_Type type = pair->type;
        py_TValue argument = *pair;
        if (class_find_in(type, __iter__) == NULL && class_find_in(type, __getitem__) == NULL)
            return TypeError("cannot convert dictionary update sequence element #%d to a sequence",
                             (int)number);
        if (!py_tpcall(tp_list, 1, &argument))
            return false;
        *pair = *py_retval();
        count = sequence_items(pair, &items);
    }
    if (count != 2)
        return ValueError("dictionary update sequence element #%d has length %d; 2 is required",
                          (int)number, count);
    py_StackRef const key = stack_keep(&items[0]), value = stack_keep(&items[1]);
    const bool ok = py_dict_setitem(dict, key, value);
    vm->stack.sp = key;
    return ok;
}

static bool fill_from_pairs(py_Ref dict, py_Ref iterable)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    const py_Type type = iterable->type;
    if (class_find_in(type, __iter__) == NULL && class_find_in(type, __getitem__) == NULL)
        return TypeError("'%t' object is not iterable", type);
    if (!py_iter(iterable))
        return false;
    py_push(py_retval());
    py_StackRef const pair = stack_keep(py_None());
    int got;
    int64_t number = 0;
    while ((got = py_next(base)) > 0) {
        *pair = *py_retval();
        if (!step_take(pkhost_here) || !put_pair(dict, pair, number++)) {
            got = -1;
            break;
        }
        vm->stack.sp = base + 2;
    }
    vm->stack.sp = base;
    return got == 0;
}

static bool fill(py_Ref dict, py_Ref from)
{
    if (is_dict(from))
        return fill_from_dict(dict, from);
    if (class_find_in(from->type, py_name("keys")) != NULL)
        return fill_from_mapping(dict, from);
    return fill_from_pairs(dict, from);
}

/* dict(…) and update(…): argv[1] what to fill it from, argv[2] the keywords; either may be missing. */
static bool fill_all(const char *name, int argc, py_Ref argv)
{
    if (argc > 1 && argv[1].type != tp_nil && !fill(&argv[0], &argv[1]))
        return false;
    (void)name;
    return (argc < 3 || argv[2].type == tp_nil || fill_from_dict(&argv[0], &argv[2]))
           && give_none();
}

static bool too_many(const char *name, int given)
{
    return TypeError("%s expected at most 1 argument, got %d", name, given);
}

/* dict.__new__, which makes an empty one, whatever it is given. */
static py_CFunction new_original;

static bool dict_new(int argc, py_Ref argv)
{
    (void)argc;
    return new_original(1, argv);
}

static bool dict_init(int argc, py_Ref argv)
{
    return argc > 2 ? too_many("dict", argc - 1) : fill_all("dict", argc, argv);
}

static bool dict_init_with_keywords(int argc, py_Ref argv)
{
    /* self, *args, **kwargs */
    const int given = py_tuple_len(&argv[1]);
    if (given > 1)
        return too_many("dict", given);
    py_TValue values[3] = { argv[0], { .type = tp_nil }, argv[2] };
    if (given == 1)
        values[1] = *py_tuple_getitem(&argv[1], 0);
    return fill_all("dict", argc, values);
}

static bool dict_update(int argc, py_Ref argv)
{
    return argc > 2 ? too_many("update", argc - 1) : fill_all("update", argc, argv);
}

static bool dict_update_with_keywords(int argc, py_Ref argv)
{
    const int given = py_tuple_len(&argv[1]);
    if (given > 1)
        return too_many("update", given);
    py_TValue values[3] = { argv[0], { .type = tp_nil }, argv[2] };
    if (given == 1)
        values[1] = *py_tuple_getitem(&argv[1], 0);
    return fill_all("update", argc, values);
}

/* fromkeys(iterable, value=None), of the class argv[0] */
static bool dict_fromkeys(int argc, py_Ref argv)
{
    VM *const vm = pk_current_vm;
    if (!argument_count("fromkeys", argc - 1, 1, 2))
        return false;
    py_StackRef const base = vm->stack.sp;
    const py_TValue given = argc == 3 ? argv[2] : *py_None();
    if (!py_tpcall(py_totype(&argv[0]), 0, NULL))
        return false;
    py_StackRef const dict = stack_keep(py_retval()), value = stack_keep(&given);
    const bool is_plain = dict->type == tp_dict;
    if (!py_iter(&argv[1]))
        return false;
    py_StackRef const items = stack_keep(py_retval()), key = stack_keep(py_None());
    int got;
    while ((got = py_next(items)) > 0) {
        *key = *py_retval();
        if (!step_take(pkhost_here)
            || !(is_plain ? py_dict_setitem(dict, key, value) : py_setitem(dict, key, value))) {
            got = -1;
            break;
        }
        vm->stack.sp = key + 1;
    }
    if (got == 0)
        *py_retval() = *dict;
    vm->stack.sp = base;
    return got == 0;
}

/* ------------------------------------------------------------------------- single items */

static bool dict_setdefault(int argc, py_Ref argv)
{
    if (!argument_count("setdefault", argc - 1, 1, 2))
        return false;
    const int there = py_dict_getitem(&argv[0], &argv[1]);
    if (there != 0)
        return there > 0;
    py_StackRef const value = stack_keep(argc == 3 ? &argv[2] : py_None());
    const bool ok = py_dict_setitem(&argv[0], &argv[1], value);
    *py_retval() = *value;
    pk_current_vm->stack.sp = value;
    return ok;
}

static bool dict_get(int argc, py_Ref argv)
{
    if (!argument_count("get", argc - 1, 1, 2))
        return false;
    const int there = py_dict_getitem(&argv[0], &argv[1]);
    if (there == 0)
        *py_retval() = argc == 3 ? argv[2] : *py_None();
    return there >= 0;
}

static py_CFunction pop_original, popitem_original;

/* In an empty dict CPython looks for nothing, and so hashes nothing. */
static bool dict_pop(int argc, py_Ref argv)
{
    if (!argument_count("pop", argc - 1, 1, 2))
        return false;
    if (py_dict_len(&argv[0]) > 0)
        return pop_original(argc, argv);
    if (argc == 2)
        return KeyError(&argv[1]);
    *py_retval() = argv[2];
    return true;
}

static bool dict_popitem(int argc, py_Ref argv)
{
    if (!argument_count("popitem", argc - 1, 0, 0))
        return false;
    if (py_dict_len(&argv[0]) == 0)
        return py_exception(tp_KeyError, "popitem(): dictionary is empty");
    return popitem_original(1, argv);
}

/* ---------------------------------------------------------------------------- operators */

static bool both_are_dicts(int argc, py_Ref argv)
{
    return argc == 2 && is_dict(&argv[0]) && is_dict(&argv[1]);
}

static bool join(py_Ref a, py_Ref b)
{
    py_StackRef const made = py_pushtmp();
    py_newdict(made);
    const bool ok = fill_from_dict(made, a) && fill_from_dict(made, b);
    *py_retval() = *made;
    pk_current_vm->stack.sp = made;
    return ok;
}

static bool dict_or(int argc, py_Ref argv)
{
    return both_are_dicts(argc, argv) ? join(&argv[0], &argv[1]) : give_not_implemented();
}

static bool dict_ror(int argc, py_Ref argv)
{
    return both_are_dicts(argc, argv) ? join(&argv[1], &argv[0]) : give_not_implemented();
}

static bool dict_ior(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1) || !fill(&argv[0], &argv[1]))
        return false;
    *py_retval() = argv[0];
    return true;
}

/* PocketPy's compare with a dict alone: an instance of a derived class is one as well. */
static py_CFunction eq_original, ne_original;

static bool compare(py_CFunction original, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!is_dict(&argv[0]) || !is_dict(&argv[1]))
        return give_not_implemented();
    py_StackRef const pair = stack_keep(&argv[0]);
    stack_keep(&argv[1]);
    pair[0].type = pair[1].type = tp_dict;
    const bool ok = original(2, pair);
    pk_current_vm->stack.sp = pair;
    return ok;
}

static bool dict_eq(int argc, py_Ref argv) { return compare(eq_original, argc, argv); }
static bool dict_ne(int argc, py_Ref argv) { return compare(ne_original, argc, argv); }

bool dict_methods_install(void)
{
    static const native_signature signatures[] = {
        { "dict(cls, /, *args, **kwargs)", dict_new, dict_new },
        { "dict(self, /, *args, **kwargs)", dict_init, dict_init_with_keywords },
        { "update(self, /, *args, **kwargs)", dict_update, dict_update_with_keywords },
    };
    static const native methods[] = {
        { "__new__", dict_new },
        { "__init__", dict_init },
        { "update", dict_update },
        { "get", dict_get },
        { "setdefault", dict_setdefault },
        { "__or__", dict_or },
        { "__ror__", dict_ror },
        { "__ior__", dict_ior },
        { "pop", dict_pop },
        { "popitem", dict_popitem },
        { "__eq__", dict_eq },
        { "__ne__", dict_ne },
    };
    py_Ref const type = py_tpobject(tp_dict);
    pop_original = py_getdict(type, py_name("pop"))->_cfunc;
    popitem_original = py_getdict(type, py_name("popitem"))->_cfunc;
    if (eq_original == NULL) { /* the same in every VM */
        eq_original = py_getdict(type, __eq__)->_cfunc;
        ne_original = py_getdict(type, __ne__)->_cfunc;
    }
    if (py_getdict(type, __new__)->_cfunc != dict_new)
        new_original = py_getdict(type, __new__)->_cfunc;
    signatures_add(signatures, COUNT(signatures));
    if (!natives_replace(type, methods, COUNT(methods)))
        return false;
    natives_bind_class_method(type, "fromkeys", dict_fromkeys);
    py_setdict(type, __hash__, py_None());
    return dict_views_install();
}
