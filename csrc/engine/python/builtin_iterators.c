/* builtin_iterators.c -- enumerate, zip, map, filter, reversed and iter(f, sentinel).
 *
 * Types of native code, as CPython's are, for VMs of dialect "python".  What an iterator works with
 * lies in its slots.  Each method is called with an object of its own type: by py_next(), which finds
 * it by the type, and by scripts through the wrapper of interpose/natives.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

#include <string.h>

static bool iterator_itself(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = argv[0];
    return true;
}

/* Whether a method has an object with so many slots: a class of the script's may have several of
 * these types among its bases. */
static bool is_object(int argc, py_Ref argv, int slots)
{
    return (argc == 1 && argv->is_ptr && argv->_obj->slots == slots)
           || TypeError("this method is of another type");
}

/* An object of the class that was called, or of one derived from it. */
static void make(py_OutRef out, py_Ref class, int slots)
{
    py_newobject(out, py_totype(class), slots, 0);
}

static py_Type type_new(const char *name)
{
    const py_Type type = pk_newtype(name, tp_object, pk_current_vm->builtins, NULL, false, false);
    py_setdict(pk_current_vm->builtins, py_name(name), py_tpobject(type));
    return type;
}

/* ---------------------------------------------------------------------- enumerate */

enum { ENUMERATE_ITERATOR, ENUMERATE_COUNT, ENUMERATE_SLOTS };

static bool enumerate_make(py_Ref class, py_Ref iterable, py_Ref start)
{
    py_TValue from = { .type = tp_int };
    py_StackRef made = py_pushtmp();
    if (start != NULL && start->type != tp_nil) {
        if (!py_isinstance(start, tp_int))
            return TypeError("'%t' object cannot be interpreted as an integer", start->type);
        from = *start;
        if (from.type == tp_bool)
            py_newint(&from, start->_bool);
    }
    if (!py_iter(iterable))
        return false;
    const py_TValue iterator = *py_retval();
    make(made, class, ENUMERATE_SLOTS);
    *py_getslot(made, ENUMERATE_ITERATOR) = iterator;
    *py_getslot(made, ENUMERATE_COUNT) = from;
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool enumerate_new(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("enumerate() missing required argument 'iterable'");
    if (argc > 3)
        return TypeError("enumerate() takes at most 2 arguments (%d given)", argc - 1);
    return enumerate_make(&argv[0], &argv[1], argc == 3 ? &argv[2] : NULL);
}

static bool enumerate_with_keywords(int argc, py_Ref argv)
{
    (void)argc;
    return enumerate_make(&argv[0], &argv[1], &argv[2]);
}

static bool enumerate_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, ENUMERATE_SLOTS))
        return false;
    const int more = py_next(py_getslot(argv, ENUMERATE_ITERATOR));
    if (more <= 0)
        return more < 0 ? false : StopIteration();
    py_TValue pair;
    py_StackRef item = py_pushtmp();
    *item = *py_retval();
    py_Ref parts = py_newtuple(&pair, 2);
    py_TValue *const count = py_getslot(argv, ENUMERATE_COUNT);
    parts[0] = *count;
    parts[1] = *item;
    if (LIKELY(count->type == tp_int && !count->is_ptr && count->_i64 < INT64_MAX)) {
        count->_i64++;
    } else {
        py_TValue one = { .type = tp_int, ._i64 = 1 };
        *item = pair;
        if (!py_binaryadd(count, &one))
            return false;
        *py_getslot(argv, ENUMERATE_COUNT) = *py_retval();
    }
    *py_retval() = pair;
    py_pop();
    return true;
}

/* ---------------------------------------------------------------------------- zip */

enum { ZIP_ITERATORS, ZIP_STRICT, ZIP_SLOTS };

/* A tuple of the iterators of values; false: an exception. */
static bool iterators_of(int count, py_Ref values, py_StackRef out)
{
    py_newtuple(out, count);
    memset(count == 0 ? out : py_tuple_data(out), 0,
           (size_t)(count == 0 ? 0 : count) * sizeof *out);
    for (int i = 0; i < count; i++) {
        if (!py_iter(&values[i]))
            return false;
        *py_tuple_getitem(out, i) = *py_retval();
    }
    return true;
}

static bool zip_make(py_Ref class, int count, py_Ref iterables, bool strict)
{
    py_StackRef iterators = py_pushtmp();
    if (!iterators_of(count, iterables, iterators))
        return false;
    py_TValue made;
    make(&made, class, ZIP_SLOTS);
    *py_getslot(&made, ZIP_ITERATORS) = *iterators;
    py_newbool(py_getslot(&made, ZIP_STRICT), strict);
    *py_retval() = made;
    py_pop();
    return true;
}

static bool zip_new(int argc, py_Ref argv) { return zip_make(argv, argc - 1, argv + 1, false); }

static bool zip_with_keywords(int argc, py_Ref argv)
{
    enum { CLASS, ITERABLES, STRICT };
    int strict = 0;
    (void)argc;
    if (argv[STRICT].type != tp_nil && (strict = py_bool(&argv[STRICT])) < 0)
        return false;
    const int count = py_tuple_len(&argv[ITERABLES]);
    return zip_make(&argv[CLASS], count, count == 0 ? NULL : py_tuple_data(&argv[ITERABLES]),
                    strict);
}

/* Iterator `ended` has ended, or the first has and `ended` has not. */
static bool zip_uneven(int ended, const char *how)
{
    return ended == 1
               ? ValueError("zip() argument 2 is %s than argument 1", how)
               : ValueError("zip() argument %d is %s than arguments 1-%d", ended + 1, how, ended);
}

static bool zip_end(py_Ref argv, int ended, int count)
{
    const py_TValue *const strict = py_getslot(argv, ZIP_STRICT);
    if (strict->type != tp_bool || !strict->_bool)
        return StopIteration();
    if (ended > 0)
        return zip_uneven(ended, "shorter");
    for (int i = 1; i < count; i++) {
        const int more = py_next(py_tuple_getitem(py_getslot(argv, ZIP_ITERATORS), i));
        if (more != 0)
            return more < 0 ? false : zip_uneven(i, "longer");
    }
    return StopIteration();
}

static bool zip_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, ZIP_SLOTS))
        return false;
    const py_TValue iterators = *py_getslot(argv, ZIP_ITERATORS);
    const int count = iterators.type == tp_tuple ? py_tuple_len((py_Ref)&iterators) : 0;
    if (count == 0)
        return StopIteration();
    py_StackRef tuple = py_pushtmp();
    py_newtuple(tuple, count);
    memset(py_tuple_data(tuple), 0, (size_t)count * sizeof *tuple);
    for (int i = 0; i < count; i++) {
        const int more = py_next(py_tuple_getitem((py_Ref)&iterators, i));
        if (more <= 0)
            return more < 0 ? false : zip_end(argv, i, count);
        *py_tuple_getitem(tuple, i) = *py_retval();
    }
    *py_retval() = *tuple;
    py_pop();
    return true;
}

/* ---------------------------------------------------------------------------- map */

enum { MAP_FUNCTION, MAP_ITERATORS, MAP_SLOTS };

static bool map_new(int argc, py_Ref argv)
{
    enum { ITERABLES_MOST = 200 };
    if (argc < 3)
        return TypeError("map() must have at least two arguments.");
    if (argc - 2 > ITERABLES_MOST)
        return TypeError("map() takes at most %d iterables here", ITERABLES_MOST);
    py_StackRef iterators = py_pushtmp();
    if (!iterators_of(argc - 2, argv + 2, iterators))
        return false;
    py_TValue made;
    make(&made, argv, MAP_SLOTS);
    *py_getslot(&made, MAP_FUNCTION) = argv[1];
    *py_getslot(&made, MAP_ITERATORS) = *iterators;
    *py_retval() = made;
    py_pop();
    return true;
}

static bool map_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, MAP_SLOTS))
        return false;
    VM *const pk = pk_current_vm;
    py_StackRef const before = pk->stack.sp;
    const py_TValue iterators = *py_getslot(argv, MAP_ITERATORS);
    const int count = iterators.type == tp_tuple ? py_tuple_len((py_Ref)&iterators) : 0;
    py_push(py_getslot(argv, MAP_FUNCTION));
    py_pushnil();
    for (int i = 0; i < count; i++) {
        const int more = py_next(py_tuple_getitem((py_Ref)&iterators, i));
        if (more <= 0) {
            pk->stack.sp = before;
            return more < 0 ? false : StopIteration();
        }
        py_push(py_retval());
    }
    return py_vectorcall((uint16_t)count, 0);
}

/* ------------------------------------------------------------------------- filter */

enum { FILTER_FUNCTION, FILTER_ITERATOR, FILTER_SLOTS };

static bool filter_new(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("filter expected 2 arguments, got %d", argc - 1);
    if (!py_iter(&argv[2]))
        return false;
    py_StackRef iterator = py_pushtmp();
    *iterator = *py_retval();
    py_TValue made;
    make(&made, argv, FILTER_SLOTS);
    *py_getslot(&made, FILTER_FUNCTION) = argv[1];
    *py_getslot(&made, FILTER_ITERATOR) = *iterator;
    *py_retval() = made;
    py_pop();
    return true;
}

static bool filter_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, FILTER_SLOTS))
        return false;
    py_StackRef item = py_pushtmp();
    const py_TValue function = *py_getslot(argv, FILTER_FUNCTION);
    for (;;) {
        const int more = py_next(py_getslot(argv, FILTER_ITERATOR));
        if (more <= 0)
            return more < 0 ? false : StopIteration();
        *item = *py_retval();
        if (function.type != tp_NoneType && !py_call((py_Ref)&function, 1, item))
            return false;
        const int kept = py_bool(py_retval());
        if (kept < 0)
            return false;
        if (kept)
            break;
    }
    *py_retval() = *item;
    py_pop();
    return true;
}

/* ----------------------------------------------------------------------- reversed */

enum { REVERSED_SEQUENCE, REVERSED_INDEX, REVERSED_SLOTS };

static bool has(py_Ref value, const char *name)
{
    return class_find_in(value->type, py_name(name)) != NULL;
}

static bool reversed_new(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("reversed expected 1 argument, got %d", argc - 1);
    py_Ref method = class_find_in(argv[1].type, py_name("__reversed__"));
    if (method != NULL && method->type != tp_NoneType)
        return call_special(method, 1, &argv[1]);
    py_StackRef sequence = py_pushtmp();
    *sequence = argv[1];
    if (py_isinstance(sequence, tp_dict)) {
        if (!py_tpcall(tp_list, 1, &argv[1]))
            return false;
        *sequence = *py_retval();
    } else if (method != NULL || !has(sequence, "__getitem__") || !has(sequence, "__len__")) {
        return TypeError("'%t' object is not reversible", argv[1].type);
    }
    if (!py_len(sequence))
        return false;
    const int64_t length = py_toint(py_retval());
    py_TValue made;
    make(&made, argv, REVERSED_SLOTS);
    *py_getslot(&made, REVERSED_SEQUENCE) = *sequence;
    *py_getslot(&made, REVERSED_INDEX) = (py_TValue){ .type = tp_int, ._i64 = length - 1 };
    *py_retval() = made;
    py_pop();
    return true;
}

static bool reversed_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, REVERSED_SLOTS))
        return false;
    py_TValue *const index = py_getslot(argv, REVERSED_INDEX);
    py_Ref sequence = py_getslot(argv, REVERSED_SEQUENCE);
    const int64_t at = index->type == tp_int ? index->_i64 : -1;
    if (at < 0)
        return StopIteration();
    index->_i64--;
    if (sequence->type == tp_list) {
        if (at >= py_list_len(sequence)) {
            index->_i64 = -1;
            return StopIteration();
        }
        *py_retval() = *py_list_getitem(sequence, (int)at);
        return true;
    }
    if (sequence->type == tp_tuple) {
        *py_retval() = *py_tuple_getitem(sequence, (int)at);
        return true;
    }
    py_TValue key = { .type = tp_int, ._i64 = at };
    if (py_getitem(sequence, &key))
        return true;
    return py_matchexc(tp_IndexError) ? (py_clearexc(NULL), StopIteration()) : false;
}

static bool reversed_length_hint(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, REVERSED_SLOTS))
        return false;
    const py_TValue *const index = py_getslot(argv, REVERSED_INDEX);
    py_newint(py_retval(), index->type == tp_int ? index->_i64 + 1 : 0);
    return true;
}

/* ------------------------------------------------------------------------- iter(f, s) */

enum { CALLED_FUNCTION, CALLED_SENTINEL, CALLED_SLOTS };

static bool builtin_iter(int argc, py_Ref argv)
{
    if (argc < 1)
        return TypeError("iter expected at least 1 argument, got 0");
    if (argc > 2)
        return TypeError("iter expected at most 2 arguments, got %d", argc);
    if (argc == 1)
        return py_iter(argv);
    if (!py_callable(argv))
        return TypeError("iter(v, w): v must be callable");
    py_TValue made;
    py_newobject(&made, pkhost_here->types.callable_iterator, CALLED_SLOTS, 0);
    *py_getslot(&made, CALLED_FUNCTION) = argv[0];
    *py_getslot(&made, CALLED_SENTINEL) = argv[1];
    *py_retval() = made;
    return true;
}

static bool called_next(int argc, py_Ref argv)
{
    if (!is_object(argc, argv, CALLED_SLOTS))
        return false;
    const py_TValue function = *py_getslot(argv, CALLED_FUNCTION);
    if (function.type == tp_nil)
        return StopIteration();
    if (!py_call((py_Ref)&function, 0, NULL)) {
        if (!py_matchexc(tp_StopIteration))
            return false;
        py_clearexc(NULL);
        py_newnil(py_getslot(argv, CALLED_FUNCTION));
        return StopIteration();
    }
    py_StackRef value = py_pushtmp();
    *value = *py_retval();
    const int ended = py_equal(value, py_getslot(argv, CALLED_SENTINEL));
    if (ended < 0)
        return false;
    *py_retval() = *value;
    py_pop();
    if (!ended)
        return true;
    py_newnil(py_getslot(argv, CALLED_FUNCTION));
    return StopIteration();
}

static bool builtin_next(int argc, py_Ref argv)
{
    if (argc < 1)
        return TypeError("next expected at least 1 argument, got 0");
    if (argc > 2)
        return TypeError("next expected at most 2 arguments, got %d", argc);
    const int more = py_next(argv);
    if (more != 0)
        return more > 0;
    if (argc == 2) {
        *py_retval() = argv[1];
        return true;
    }
    py_StackRef stop = py_pushtmp();
    *stop = *py_retval();
    return py_raise(stop);
}

/* ------------------------------------------------------------------------------------ */

static bool install_type(const char *name, py_CFunction new, py_CFunction next)
{
    const native methods[] = {
        { "__new__", new },
        { "__iter__", iterator_itself },
        { "__next__", next },
    };
    return natives_replace(py_tpobject(type_new(name)), methods, COUNT(methods));
}

bool builtin_iterators_install(void)
{
    static const native_signature signatures[] = {
        { "enumerate(cls, /, iterable, start=)", enumerate_new, enumerate_with_keywords },
        { "zip(cls, /, *iterables, strict=)", zip_new, zip_with_keywords },
    };
    static const native functions[] = { { "iter", builtin_iter }, { "next", builtin_next } };
    static const native called[] = { { "__iter__", iterator_itself }, { "__next__", called_next } };
    static const native reversed[] = { { "__length_hint__", reversed_length_hint } };
    signatures_add(signatures, COUNT(signatures));
    pkhost_here->types.callable_iterator =
        pk_newtype("callable_iterator", tp_object, NULL, NULL, false, true);
    if (!natives_replace(py_tpobject(pkhost_here->types.callable_iterator), called, COUNT(called))
        || !install_type("enumerate", enumerate_new, enumerate_next)
        || !install_type("zip", zip_new, zip_next) || !install_type("map", map_new, map_next)
        || !install_type("filter", filter_new, filter_next)
        || !install_type("reversed", reversed_new, reversed_next))
        return false;
    py_Ref reversed_type = py_getbuiltin(py_name("reversed"));
    return natives_replace(reversed_type, reversed, COUNT(reversed))
           && natives_replace(pk_current_vm->builtins, functions, COUNT(functions));
}
