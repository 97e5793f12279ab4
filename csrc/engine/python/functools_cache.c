/* functools_cache.c -- what functools.lru_cache() makes of a function.
 *
 * A cache without a limit is a dict of results.  One with a limit is a dict of links, tuples that no
 * script sees: they form a ring in the order in which they were used last.  The function may call
 * itself, and so the cache, and may clear it: so what was there before a call is looked for again after
 * it.  A key that is hashed or compared may clear it too: so the dict and the ring that are in use are
 * on the value stack meanwhile, where the collector sees them.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/functools_module.h"
#include "python/native_types.h"

#include "pocketpy/interpreter/types.h"

#include <string.h>

enum { FUNCTION, RESULTS, ROOT, INFO_TYPE, PARTS };
enum { BEFORE, AFTER, KEY, RESULT, LINK_PARTS };

typedef struct cache {
    py_TValue parts;            /* a tuple; first, for the garbage collector */
    int64_t hits, misses, most; /* most: -1, without a limit */
    bool typed;
} cache;

static cache *cache_of(py_Ref object) { return py_touserdata(object); }
static py_TValue *part(py_Ref object, int which)
{
    return native_slots(&cache_of(object)->parts) + which;
}

/* ------------------------------------------------------------------------ the ring */

static void take_out(const py_TValue *link)
{
    const py_TValue before = native_slots(link)[BEFORE], after = native_slots(link)[AFTER];
    native_slots(&before)[AFTER] = after;
    native_slots(&after)[BEFORE] = before;
}

static void link_last(const py_TValue *root, const py_TValue *link)
{
    const py_TValue last = native_slots(root)[BEFORE];
    native_slots(&last)[AFTER] = native_slots(root)[BEFORE] = *link;
    native_slots(link)[BEFORE] = last;
    native_slots(link)[AFTER] = *root;
}

static void make_ring(py_Ref object)
{
    py_TValue root;
    py_ObjectRef const parts = py_newtuple(&root, LINK_PARTS);
    parts[BEFORE] = parts[AFTER] = root;
    parts[KEY] = parts[RESULT] = *py_None();
    *part(object, ROOT) = root;
}

/* --------------------------------------------------------------------------- calls */

/* The arguments, which end at the top of the value stack, as a key, which is pushed. */
static void push_key(const cache *c, int argc, const py_TValue *argv, py_Ref keywords)
{
    const int pairs = keywords == NULL ? 0 : py_dict_len(keywords);
    py_StackRef const key = py_pushtmp();
    if (argc == 1 && pairs == 0 && !c->typed
        && (argv[0].type == tp_int || argv[0].type == tp_str)) {
        *key = argv[0];
        return;
    }
    py_TValue made;
    const int values = argc + pairs;
    const int count = values + (pairs > 0 ? pairs + 1 : 0) + (c->typed ? values : 0);
    py_ObjectRef const items = py_newtuple(&made, count);
    for (int i = 0; i < count; i++)
        items[i] = *py_None();
    memcpy(items, argv, (size_t)argc * sizeof *items);
    if (pairs > 0) {
        const Dict *const dict = py_touserdata(keywords);
        int at = argc;
        items[at++] = *py_tpobject(tp_object); /* stands between the two kinds */
        for (int i = 0; i < dict->entries.length && at + 1 < count; i++) {
            const DictEntry *const entry = c11__at(DictEntry, &dict->entries, i);
            if (py_isnil((py_Ref)&entry->key))
                continue;
            items[at++] = entry->key;
            items[at++] = entry->val;
        }
    }
    if (c->typed) {
        py_TValue *to = &items[count - values];
        for (int i = 0; i < argc; i++)
            *to++ = *py_tpobject(argv[i].type);
        for (int i = 0; i < pairs; i++)
            *to++ = *py_tpobject(items[argc + 2 + 2 * i].type);
    }
    *key = made;
}

static bool push_pair(py_Ref key, py_Ref value, void *pk)
{
    VM *const vm = pk;
    py_newint(vm->stack.sp++, (intptr_t)py_namev(py_tosv(key)));
    *vm->stack.sp++ = *value;
    return true;
}

/* The function's result in py_retval(). */
static bool call_function(py_Ref object, int argc, const py_TValue *argv, py_Ref keywords)
{
    VM *const pk = pk_current_vm;
    const int pairs = keywords == NULL ? 0 : py_dict_len(keywords);
    enum { ARGUMENTS_MOST = 60000 };
    if (argc > ARGUMENTS_MOST || pairs > ARGUMENTS_MOST)
        return TypeError("a function cannot take so many arguments");
    if (!call_has_room(pk, pk->stack.sp, argc + 2 * pairs + 2))
        return false;
    py_push(part(object, FUNCTION));
    py_pushnil();
    for (int i = 0; i < argc; i++)
        *pk->stack.sp++ = argv[i];
    if (pairs > 0 && !py_dict_apply(keywords, push_pair, pk))
        return false;
    return py_vectorcall((uint16_t)argc, (uint16_t)pairs);
}

/* A dict that had another result for the key meanwhile keeps that. */
static bool keep_bounded(py_Ref object, py_Ref key, py_StackRef result)
{
    py_StackRef const link = py_pushtmp(), results = py_pushtmp(), root = py_pushtmp();
    py_newnil(link);
    py_newnil(root);
    *results = *part(object, RESULTS);
    const int there = py_dict_getitem(results, key);
    if (there != 0)
        return there > 0;
    *root = *part(object, ROOT);
    *link = native_slots(root)[AFTER];
    if (py_dict_len(results) < cache_of(object)->most || link->_obj == root->_obj) {
        py_ObjectRef const parts = py_newtuple(link, LINK_PARTS);
        parts[BEFORE] = parts[AFTER] = *py_None();
    } else {
        take_out(link);
        py_StackRef const oldest = py_pushtmp();
        *oldest = native_slots(link)[KEY];
        if (py_dict_delitem(results, oldest) < 0)
            return false;
    }
    native_slots(link)[KEY] = *key;
    native_slots(link)[RESULT] = *result;
    if (!py_dict_setitem(results, key, link))
        return false;
    link_last(root, link);
    return true;
}

static bool call_cached(py_Ref object, int argc, const py_TValue *argv, py_Ref keywords)
{
    cache *const c = cache_of(object);
    if (too_deep())
        return false;
    if (c->most == 0) {
        c->misses++;
        return call_function(object, argc, argv, keywords);
    }
    push_key(c, argc, argv, keywords);
    py_StackRef const key = py_peek(-1), results = py_pushtmp();
    *results = *part(object, RESULTS);
    const int there = py_dict_getitem(results, key);
    if (there < 0)
        return false;
    if (there > 0) {
        c->hits++;
        if (c->most > 0) {
            const py_TValue link = *py_retval();
            take_out(&link);
            link_last(part(object, ROOT), &link);
            *py_retval() = native_slots(&link)[RESULT];
        }
        pk_current_vm->stack.sp = key;
        return true;
    }
    c->misses++;
    if (!call_function(object, argc, argv, keywords))
        return false;
    py_StackRef const result = py_pushtmp();
    *result = *py_retval();
    *results = *part(object, RESULTS);
    if (c->most < 0 ? !py_dict_setitem(results, key, result) : !keep_bounded(object, key, result))
        return false;
    *py_retval() = *result;
    pk_current_vm->stack.sp = key;
    return true;
}

static bool wrapper_call(int argc, py_Ref argv)
{
    return call_cached(argv, argc - 1, argv + 1, NULL);
}

static bool wrapper_call_keywords(int argc, py_Ref argv)
{
    enum { SELF, ARGUMENTS, KEYWORDS };
    (void)argc;
    const int count = py_tuple_len(&argv[ARGUMENTS]);
    return call_cached(&argv[SELF], count, native_slots(&argv[ARGUMENTS]), &argv[KEYWORDS]);
}

/* ------------------------------------------------------------------- what it has else */

static void clear(py_Ref object)
{
    py_TValue results;
    py_newdict(&results);
    *part(object, RESULTS) = results;
    make_ring(object);
    cache_of(object)->hits = cache_of(object)->misses = 0;
}

static bool wrapper_clear(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("functools._lru_cache_wrapper.cache_clear() takes no arguments (%d given)",
                         argc - 1);
    clear(argv);
    py_newnone(py_retval());
    return true;
}

static bool wrapper_info(int argc, py_Ref argv)
{
    enum { VALUES = 4 };
    const cache *const c = cache_of(argv);
    if (argc != 1)
        return TypeError("functools._lru_cache_wrapper.cache_info() takes no arguments (%d given)",
                         argc - 1);
    py_TValue type = *part(argv, INFO_TYPE);
    const py_TValue values[VALUES] = {
        int_value(c->hits),
        int_value(c->misses),
        c->most < 0 ? *py_None() : int_value(c->most),
        int_value(py_dict_len(part(argv, RESULTS))),
    };
    return native_call(&type, VALUES, values);
}

static bool wrapper_get(int argc, py_Ref argv)
{
    if (argc < 2 || argv[1].type == tp_NoneType) {
        *py_retval() = argv[0];
        return true;
    }
    py_TValue bound;
    py_newboundmethod(&bound, &argv[1], &argv[0]);
    *py_retval() = bound;
    return true;
}

static bool wrapper_itself(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = argv[0];
    return true;
}

static bool wrapper_reduce(int argc, py_Ref argv)
{
    (void)argc;
    return py_getattr(argv, py_name("__qualname__"));
}

/* _lru_cache_wrapper(function, maxsize, typed, type of cache_info()) */
static bool wrapper_new(int argc, py_Ref argv)
{
    enum { CLASS, OF, MOST, TYPED, INFO };
    int64_t most = -1;
    if (argc != INFO + 1)
        return TypeError("_lru_cache_wrapper() takes exactly %d arguments (%d given)", INFO,
                         argc - 1);
    if (!py_callable(&argv[OF]))
        return TypeError("the first argument must be callable");
    if (argv[MOST].type != tp_NoneType) {
        if (py_tpfindmagic(argv[MOST].type, py_name("__index__")) == NULL)
            return TypeError("maxsize should be integer or None");
        if (!native_as_size(&argv[MOST], &most))
            return false;
        if (most < 0)
            most = 0;
    }
    const int typed = py_bool(&argv[TYPED]);
    if (typed < 0)
        return false;
    py_StackRef const made = py_pushtmp();
    cache *const c = py_newobject(made, py_totype(&argv[CLASS]), -1, sizeof *c);
    *c = (cache){ .most = most, .typed = typed };
    py_ObjectRef const parts = py_newtuple(&c->parts, PARTS);
    for (int i = 0; i < PARTS; i++)
        parts[i] = *py_None();
    parts[FUNCTION] = argv[OF];
    parts[INFO_TYPE] = argv[INFO];
    clear(made);
    *py_retval() = *made;
    py_pop();
    return true;
}

void functools_cache_signatures(void)
{
    static const native_signature signatures[] = {
        { "_lru_cache_wrapper(self, /, *args, **kwargs)", wrapper_call, wrapper_call_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
}

void functools_cache_make(py_GlobalRef module)
{
    static const native methods[] = {
        { "__new__", wrapper_new },         { "__call__", wrapper_call },
        { "__get__", wrapper_get },         { "cache_info", wrapper_info },
        { "cache_clear", wrapper_clear },   { "__copy__", wrapper_itself },
        { "__deepcopy__", wrapper_itself }, { "__reduce__", wrapper_reduce },
    };
    const py_Type type =
        native_type(module, "functools", "_lru_cache_wrapper", methods, COUNT(methods));
    native_type_holds(type);
    native_type_has_dict(type);
}
