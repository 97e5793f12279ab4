/* deque_module.c -- the type deque as it is made, its iterators, and the module _deque. */
#include "base/current.h"
#include "base/macros.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/big_integers.h"
#include "python/deque_methods.h"
#include "python/native_types.h"
#include "python/deque_module.h"

/* ------------------------------------------------------------------------- making */

static bool deque_new(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue made;
    if (!deque_new_of(&made, py_totype(&argv[0]), -1))
        return false;
    *py_retval() = made;
    return true;
}

/* __init__(iterable, maxlen) */
static bool initialise(py_Ref deque, py_Ref iterable, py_Ref most)
{
    int64_t number = -1;
    if (!deque_is(deque))
        return TypeError("descriptor '__init__' requires a 'collections.deque' object but "
                         "received a '%t'",
                         deque->type);
    if (most != NULL && !is_nil(most) && most->type != tp_NoneType) {
        if (!integer_is(most))
            return TypeError("an integer is required");
        if (!native_as_size(most, &number))
            return false;
        if (number < 0)
            return ValueError("maxlen must be non-negative");
    }
    deque_clear(deque);
    deque_of(deque)->most = number;
    if (iterable != NULL && !is_nil(iterable) && !deque_extend(deque, iterable))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool deque_init(int argc, py_Ref argv)
{
    if (argc > 3)
        return TypeError("deque() takes at most 2 arguments (%d given)", argc - 1);
    return initialise(argv, argc > 1 ? &argv[1] : NULL, argc > 2 ? &argv[2] : NULL);
}

static bool deque_init_bound(int argc, py_Ref argv)
{
    (void)argc;
    return initialise(argv, &argv[1], &argv[2]);
}

/* ---------------------------------------------------------------------- iterators */

enum { ITERATOR_DEQUE, ITERATOR_NEXT, ITERATOR_CHANGES, ITERATOR_SLOTS };

static bool give_iterator(py_Ref deque, py_Type type)
{
    const py_TValue of = *deque;
    py_TValue made;
    py_newobject(&made, type, ITERATOR_SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[ITERATOR_DEQUE] = of;
    slots[ITERATOR_NEXT] = int_value(0);
    slots[ITERATOR_CHANGES] = int_value(deque_of(&of)->changes);
    *py_retval() = made;
    return true;
}

static bool deque_iter(int argc, py_Ref argv)
{
    (void)argc;
    return give_iterator(argv, region_of(pk_current_vm)->deque_iterator);
}

static bool deque_reversed(int argc, py_Ref argv)
{
    (void)argc;
    return give_iterator(argv, region_of(pk_current_vm)->deque_reverse_iterator);
}

static bool next(py_Ref iterator, bool is_reverse)
{
    py_TValue *const slots = native_slots(iterator);
    const deque_data *const d = deque_of(&slots[ITERATOR_DEQUE]);
    const int64_t at = slots[ITERATOR_NEXT]._i64;
    if (slots[ITERATOR_CHANGES]._i64 != d->changes) {
        slots[ITERATOR_NEXT]._i64 = INT64_MAX;
        return RuntimeError("deque mutated during iteration");
    }
    if (at >= d->used)
        return StopIteration();
    slots[ITERATOR_NEXT]._i64++;
    *py_retval() = *deque_at(d, is_reverse ? d->used - 1 - (uint32_t)at : (uint32_t)at);
    return true;
}

static bool iterator_next(int argc, py_Ref argv)
{
    (void)argc;
    return next(argv, false);
}

static bool reverse_iterator_next(int argc, py_Ref argv)
{
    (void)argc;
    return next(argv, true);
}

static bool iterator_length_hint(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    const int64_t used = deque_of(&slots[ITERATOR_DEQUE])->used, at = slots[ITERATOR_NEXT]._i64;
    py_newint(py_retval(), at < used ? used - at : 0);
    return true;
}

/* _deque_iterator(deque[, index]), as __reduce__() gives it. */
static bool iterator_new(int argc, py_Ref argv)
{
    int64_t at = 0;
    if (argc < 2 || !deque_is(&argv[1]))
        return TypeError("a deque iterator is made of a deque");
    if (argc > 2 && !native_as_size(&argv[2], &at))
        return false;
    if (!give_iterator(&argv[1], py_totype(&argv[0])))
        return false;
    native_slots(py_retval())[ITERATOR_NEXT]._i64 = at < 0 ? 0 : at;
    return true;
}

static bool iterator_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue arguments;
    py_ObjectRef const parts = py_newtuple(&arguments, 2);
    parts[0] = slots[ITERATOR_DEQUE];
    parts[1] = slots[ITERATOR_NEXT];
    py_ObjectRef const given = native_give_tuple(2);
    given[0] = *py_tpobject(argv->type);
    given[1] = arguments;
    return true;
}

/* ------------------------------------------------------------------------------------ */

void deque_module_signatures(void)
{
    static const native_signature signatures[] = {
        { "deque(cls, /, *args, **kwargs)", deque_new, deque_new },
        { "deque(self, /, iterable=, maxlen=)", deque_init, deque_init_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

bool deque_module_fill(py_GlobalRef module)
{
    static const native of_deque[] = {
        { "__new__", deque_new },
        { "__init__", deque_init },
        { "__iter__", deque_iter },
        { "__reversed__", deque_reversed },
    };
    static const native of_iterator[] = {
        { "__new__", iterator_new },       { "__iter__", native_type_itself },
        { "__next__", iterator_next },     { "__length_hint__", iterator_length_hint },
        { "__reduce__", iterator_reduce },
    };
    static const native of_reverse_iterator[] = {
        { "__new__", iterator_new },           { "__iter__", native_type_itself },
        { "__next__", reverse_iterator_next }, { "__length_hint__", iterator_length_hint },
        { "__reduce__", iterator_reduce },
    };
    struct region *const r = region_of(pk_current_vm);
    const py_Type type = native_type(module, "collections", "deque", of_deque, COUNT(of_deque));
    deque_add_methods(type);
    r->deque_iterator =
        native_type(module, "_collections", "_deque_iterator", of_iterator, COUNT(of_iterator));
    r->deque_reverse_iterator = native_type(module, "_collections", "_deque_reverse_iterator",
                                            of_reverse_iterator, COUNT(of_reverse_iterator));
    r->deque = type;
    native_type_holds(type);
    return true;
}
