/* abstract_classes.c -- the module _abc: what abc.ABCMeta does.
 *
 * https://docs.python.org/3.11/library/abc.html
 *
 * A class that ABCMeta has made has in its namespace, as _abc_impl, the classes that were registered
 * with it and what is known of others.  Classes are never freed and have numbers, so what is known
 * is an array by their numbers.  That a class is none of the abstract one's holds until the next
 * registration anywhere.
 */
#include "python/abstract_classes.h"

#include "base/current.h"
#include "base/macros.h"
#include "language/attributes.h"
#include "language/classes.h"
#include "language/class_attributes.h"
#include "language/function.h"
#include "language/instance_checks.h"
#include "language/special_names.h"
#include "memory/region.h"
#include "python/native_types.h"

#include <string.h>

enum { REGISTRY, SLOTS };
enum known { UNKNOWN, YES, NO };

typedef struct implementation {
    uint64_t token; /* at which NO was found */
    int size;
    unsigned char *known; /* by the number of a class: enum known */
} implementation;

/* ---------------------------------------------------------------- what a class has */

static py_Ref object_of(const py_TypeInfo *class)
{
    py_Ref found = class_own(class, py_name("_abc_impl"));
    return found != NULL && found->type == region_of(pk_current_vm)->abstract_class ? found : NULL;
}

static implementation *data_of(py_Ref object) { return py_touserdata(object); }

/* What a function of this module is called with first; NULL: raised. */
static py_TypeInfo *abstract_class(py_Ref value)
{
    if (value->type != tp_type || object_of(class_of_object(value)) == NULL) {
        TypeError("'%t' object has no _abc_impl: it is not made by ABCMeta", value->type);
        return NULL;
    }
    return class_of_object(value);
}

static enum known known_of(const py_TypeInfo *abstract, const py_TypeInfo *class)
{
    implementation *const data = data_of(object_of(abstract));
    if (class->index >= data->size)
        return UNKNOWN;
    const enum known known = data->known[class->index];
    return known == NO && data->token != region_of(pk_current_vm)->abstract_token ? UNKNOWN : known;
}

static void note(const py_TypeInfo *abstract, const py_TypeInfo *class, enum known known)
{
    implementation *const data = data_of(object_of(abstract));
    const uint64_t token = region_of(pk_current_vm)->abstract_token;
    if (known == NO && data->token != token) {
        for (int i = 0; i < data->size; i++)
            if (data->known[i] == NO)
                data->known[i] = UNKNOWN;
        data->token = token;
    }
    if (class->index >= data->size) {
        const int size = (class->index | 63) + 1;
        data->known = PK_REALLOC(data->known, (size_t)size);
        memset(data->known + data->size, UNKNOWN, (size_t)(size - data->size));
        data->size = size;
    }
    data->known[class->index] = (unsigned char)known;
}

/* ------------------------------------------------------------- methods that are missing */

/* 1 yes, 0 no, -1 raised. */
static int is_abstract(const py_TValue *value)
{
    static const py_Type plain[] = { tp_nativefunc, tp_str, tp_int, tp_NoneType, tp_tuple };
    for (size_t i = 0; i < COUNT(plain); i++)
        if (value->type == plain[i])
            return 0;
    const py_TValue of = *value;
    const py_Name name = special.isabstractmethod;
    py_TValue mark;
    if (function_is_ours(&of)) { /* without an AttributeError for each that is not */
        py_TValue attributes = function_get_more(&of, MORE_ATTRIBUTES);
        if (attributes.type != tp_dict)
            return 0;
        const int found = py_dict_getitem(&attributes, py_name2ref(name));
        if (found <= 0)
            return found;
        mark = *py_retval();
    } else {
        const enum lookup found = attribute_get(&of, name);
        if (found == LOOKUP_FAILED) {
            if (!py_matchexc(tp_AttributeError))
                return -1;
            py_clearexc(NULL);
            return 0;
        }
        if (found == LOOKUP_MISSING)
            return 0;
        mark = *py_retval();
    }
    return py_bool(&mark);
}

static bool add_name(py_StackRef names, py_Name name)
{
    py_TValue none = { .type = tp_NoneType };
    return py_dict_setitem(names, py_name2ref(name), &none);
}

/* What the class itself marks. */
static bool add_own(py_StackRef names, const py_TypeInfo *class)
{
    const NameDict_KV **entries;
    const int count = instance_entries(instance_names(class->self._obj), &entries);
    bool ok = true;
    for (int i = 0; i < count && ok; i++) {
        const int abstract = is_abstract(&entries[i]->value);
        ok = abstract >= 0 && (abstract == 0 || add_name(names, entries[i]->key));
    }
    pkhost_libc_free(entries);
    return ok;
}

typedef struct inherited {
    py_StackRef names;
    py_TypeInfo *class;
} inherited;

static bool add_inherited(py_Ref name, void *context)
{
    const inherited *const to = context;
    if (name->type != tp_str)
        return TypeError("the names of abstract methods are str, not '%t'", name->type);
    const py_Name wanted = py_namev(py_tosv(name));
    const enum lookup found = class_attribute_get(&to->class->self, wanted);
    if (found == LOOKUP_FAILED && !py_matchexc(tp_AttributeError))
        return false;
    if (found == LOOKUP_FAILED)
        py_clearexc(NULL);
    if (found != LOOKUP_FOUND)
        return true;
    const py_TValue value = *py_retval();
    const int abstract = is_abstract(&value);
    return abstract >= 0 && (abstract == 0 || add_name(to->names, wanted));
}

static bool each_of(py_Ref iterable, bool (*visit)(py_Ref, void *), void *context)
{
    if (!py_iter(iterable))
        return false;
    py_StackRef iterator = py_pushtmp(), item = py_pushtmp();
    *iterator = *py_retval();
    int more;
    while ((more = py_next(iterator)) > 0) {
        *item = *py_retval();
        if (!visit(item, context))
            return false;
    }
    if (more < 0)
        return false;
    pk_current_vm->stack.sp = iterator;
    return true;
}

/* The frozenset of names as the class's __abstractmethods__. */
static bool find_missing(py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    const py_Name name = special.abstractmethods;
    py_StackRef names = py_pushtmp();
    py_newdict(names);
    inherited to = { names, class };
    if (!add_own(names, class))
        return false;
    for (int i = 0; details != NULL && i < details->base_count; i++) {
        const py_TValue *const of_base = pk_tpfindname(details->bases[i], name);
        if (of_base == NULL)
            continue;
        py_StackRef all = py_pushtmp();
        *all = *of_base;
        if (!each_of(all, add_inherited, &to))
            return false;
        pk_current_vm->stack.sp = all;
    }
    if (!py_tpcall(pkhost_here->types.frozenset, 1, names))
        return false;
    *names = *py_retval();
    if (!class_attribute_set_plainly(&class->self, name, names))
        return false;
    pk_current_vm->stack.sp = names;
    return true;
}

static bool abc_init(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != tp_type)
        return TypeError("_abc_init() argument must be a class, not '%t'", argv->type);
    py_TypeInfo *const class = class_of_object(argv);
    if (!find_missing(class))
        return false;
    py_StackRef made = py_pushtmp();
    implementation *const data =
        py_newobject(made, region_of(pk_current_vm)->abstract_class, SLOTS, sizeof *data);
    memset(data, 0, sizeof *data);
    py_newnil(py_getslot(made, REGISTRY));
    py_newlist(py_getslot(made, REGISTRY));
    if (!class_attribute_set_plainly(&class->self, py_name("_abc_impl"), made))
        return false;
    py_pop();
    py_newnone(py_retval());
    return true;
}

/* --------------------------------------------------------------------- registration */

static bool abc_register(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_TypeInfo *const class = abstract_class(argv);
    if (class == NULL)
        return false;
    if (argv[1].type != tp_type)
        return TypeError("Can only register classes");
    const int already = is_subclass(&argv[1], &argv[0]);
    if (already < 0)
        return false;
    if (already == 0) {
        const int circle = is_subclass(&argv[0], &argv[1]);
        if (circle != 0)
            return circle < 0 ? false : RuntimeError("Refusing to create an inheritance cycle");
        py_list_append(py_getslot(object_of(class), REGISTRY), &argv[1]);
        region_of(pk_current_vm)->abstract_token++;
    }
    *py_retval() = argv[1];
    return true;
}

/* -------------------------------------------------------------------------- checks */

static bool give(bool yes)
{
    py_newbool(py_retval(), yes);
    return true;
}

/* What __subclasshook__ says: 1 yes, 0 no, 2 nothing, -1 raised. */
static int ask_hook(py_TypeInfo *abstract, py_Ref class)
{
    const py_Name name = py_name("__subclasshook__");
    const py_TypeInfo *const home = class_home_of(abstract, name);
    if (home == NULL || home->index == tp_object)
        return 2;
    if (class_attribute_get(&abstract->self, name) != LOOKUP_FOUND)
        return -1;
    py_TValue hook = *py_retval();
    if (!py_call(&hook, 1, class))
        return -1;
    if (py_retval()->type == tp_NotImplementedType)
        return 2;
    if (py_retval()->type != tp_bool) {
        py_exception(tp_AssertionError,
                     "__subclasshook__ answered neither a bool nor NotImplemented");
        return -1;
    }
    return py_retval()->_bool;
}

static bool is_ancestor(py_TypeInfo *abstract, py_TypeInfo *class)
{
    ancestors a = ancestors_of(class);
    for (const py_TypeInfo *one; (one = ancestors_next(&a)) != NULL;)
        if (one == abstract)
            return true;
    return false;
}

static bool is_base(const py_TypeInfo *base, const py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    for (int i = 0; details != NULL && i < details->base_count; i++)
        if (details->bases[i] == base)
            return true;
    return false;
}

/* 1 yes, 0 no, -1 raised. */
static int ask_others(const py_TypeInfo *abstract, py_Ref class)
{
    /* The list may grow meanwhile; its items stay. */
    for (int i = 0; i < py_list_len(py_getslot(object_of(abstract), REGISTRY)); i++) {
        py_TValue one = *py_list_getitem(py_getslot(object_of(abstract), REGISTRY), i);
        const int is_one = is_subclass(class, &one);
        if (is_one != 0)
            return is_one;
    }
    for (int i = abstract->index + 1; i < pk_current_vm->types.length; i++) {
        const py_TypeInfo *const derived = class_info((py_Type)i);
        if (!is_base(abstract, derived))
            continue;
        const int is_one = is_subclass(class, &derived->self);
        if (is_one != 0)
            return is_one;
    }
    return 0;
}

static bool abc_subclasscheck(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_TypeInfo *const abstract = abstract_class(argv);
    if (abstract == NULL)
        return false;
    if (argv[1].type != tp_type)
        return TypeError("issubclass() arg 1 must be a class");
    py_TypeInfo *const class = class_of_object(&argv[1]);
    const enum known known = known_of(abstract, class);
    if (known != UNKNOWN)
        return give(known == YES);
    int answer = ask_hook(abstract, &argv[1]);
    if (answer == 2)
        answer = is_ancestor(abstract, class) ? 1 : ask_others(abstract, &argv[1]);
    if (answer < 0)
        return false;
    note(abstract, class, answer != 0 ? YES : NO);
    return give(answer != 0);
}

/* By the class's own __subclasscheck__, which a class may have in place of ABCMeta's. */
static int check(py_Ref abstract, const py_TValue *class)
{
    py_TValue *const method =
        pk_tpfindname(class_metaclass(class_of_object(abstract)), special.subclasscheck);
    py_TValue arguments[] = { *abstract, *class };
    if (!py_call(method, COUNT(arguments), arguments))
        return -1;
    const py_TValue result = *py_retval();
    return py_bool((py_Ref)&result);
}

static bool abc_instancecheck(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_TypeInfo *const abstract = abstract_class(argv);
    if (abstract == NULL)
        return false;
    py_TypeInfo *const type = class_of(&argv[1]);
    if (!py_getattr(&argv[1], __class__))
        return false;
    const py_TValue said = *py_retval();
    if (said.type == tp_type) {
        const enum known known = known_of(abstract, class_of_object(&said));
        if (known == YES || (known == NO && class_of_object(&said) == type))
            return give(known == YES);
    }
    int answer = check(argv, &said);
    if (answer == 0 && (said.type != tp_type || class_of_object(&said) != type))
        answer = check(argv, &type->self);
    return answer < 0 ? false : give(answer != 0);
}

/* ------------------------------------------------------------------- for tests of it */

static bool abc_token(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(0);
    (void)argv;
    py_newint(py_retval(), (int64_t)region_of(pk_current_vm)->abstract_token);
    return true;
}

static bool abc_reset_registry(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TypeInfo *const abstract = abstract_class(argv);
    if (abstract == NULL)
        return false;
    py_list_clear(py_getslot(object_of(abstract), REGISTRY));
    py_newnone(py_retval());
    return true;
}

static bool abc_reset_caches(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TypeInfo *const abstract = abstract_class(argv);
    if (abstract == NULL)
        return false;
    implementation *const data = data_of(object_of(abstract));
    if (data->size > 0)
        memset(data->known, UNKNOWN, (size_t)data->size);
    py_newnone(py_retval());
    return true;
}

static void list_known(py_OutRef out, const implementation *data, enum known known)
{
    py_newlist(out);
    for (int i = 0; i < data->size; i++)
        if (data->known[i] == known)
            py_list_append(out, (py_Ref)&class_info((py_Type)i)->self);
}

static bool abc_dump(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TypeInfo *const abstract = abstract_class(argv);
    if (abstract == NULL)
        return false;
    py_Ref object = object_of(abstract);
    const implementation *const data = data_of(object);
    py_StackRef made = py_pushtmp();
    py_Ref items = py_newtuple(made, 4);
    for (int i = 0; i < 4; i++)
        py_newnone(&items[i]);
    items[0] = *py_getslot(object, REGISTRY);
    list_known(&items[1], data, YES);
    list_known(&items[2], data, NO);
    items[3] = int_value((int64_t)data->token);
    *py_retval() = *made;
    py_pop();
    return true;
}

bool abstract_classes_fill(py_GlobalRef module)
{
    static const struct {
        const char *name;
        py_CFunction function;
    } functions[] = {
        { "_abc_init", abc_init },
        { "_abc_instancecheck", abc_instancecheck },
        { "_abc_register", abc_register },
        { "_abc_subclasscheck", abc_subclasscheck },
        { "_get_dump", abc_dump },
        { "_reset_caches", abc_reset_caches },
        { "_reset_registry", abc_reset_registry },
        { "get_cache_token", abc_token },
    };
    region_of(pk_current_vm)->abstract_class =
        pk_newtype("_abc_data", tp_object, module, NULL, false, true);
    for (size_t i = 0; i < COUNT(functions); i++)
        py_bindfunc(module, functions[i].name, functions[i].function);
    return true;
}
