/* deque.c -- deque: how its items lie, come and go; its making, and its iterators.
 *
 * Items lie in a ring, so that both ends are as near as each other, and an item's place is known by its
 * number.
 */
#include "python/deque.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/native_types.h"

enum { SMALLEST = 8 };
/* So many places at most: a tuple's size is an int. */
enum { PLACES_MOST = 1 << 26 };

bool deque_is(const py_TValue *value)
{
    const py_Type type = region_of(pk_current_vm)->deque;
    return value->type == type || (value->is_ptr && py_issubclass(value->type, type));
}

/* -------------------------------------------------------------------------- items */

static void make_ring(py_OutRef out, uint32_t places)
{
    py_ObjectRef const items = py_newtuple(out, (int)places);
    for (uint32_t i = 0; i < places; i++)
        items[i] = (py_TValue){ .type = tp_nil };
}

bool deque_new_of(py_OutRef out, py_Type type, int64_t most)
{
    py_TValue made, ring;
    deque_data *const d =
        py_newobject(&made, type, type == region_of(pk_current_vm)->deque ? 0 : -1, sizeof *d);
    *d = (deque_data){ .most = most, .mask = SMALLEST - 1 };
    *out = made;
    make_ring(&ring, SMALLEST);
    d->ring = ring;
    return true;
}

void deque_clear(py_Ref deque)
{
    py_TValue ring;
    make_ring(&ring, SMALLEST);
    deque_data *const d = deque_of(deque);
    d->ring = ring;
    d->first = d->used = 0;
    d->mask = SMALLEST - 1;
    d->changes++;
}

static bool make_room(deque_data *d)
{
    if (LIKELY(d->used <= d->mask))
        return true;
    const uint32_t places = (d->mask + 1) * 2;
    if (places > PLACES_MOST)
        return memory_error("a deque is too large");
    py_TValue ring;
    py_ObjectRef const items = py_newtuple(&ring, (int)places);
    for (uint32_t i = 0; i < places; i++)
        items[i] = i < d->used ? *deque_at(d, i) : (py_TValue){ .type = tp_nil };
    d->ring = ring;
    d->first = 0;
    d->mask = places - 1;
    return true;
}

void deque_pop(py_Ref deque, py_OutRef out)
{
    deque_data *const d = deque_of(deque);
    py_TValue *const place = deque_at(d, --d->used);
    d->changes++;
    *out = *place;
    py_newnil(place);
}

void deque_pop_left(py_Ref deque, py_OutRef out)
{
    deque_data *const d = deque_of(deque);
    py_TValue *const place = deque_at(d, 0);
    d->first = (d->first + 1) & d->mask;
    d->used--;
    d->changes++;
    *out = *place;
    py_newnil(place);
}

static bool is_over_full(const deque_data *d) { return d->most >= 0 && d->used > d->most; }

bool deque_append(py_Ref deque, const py_TValue *item)
{
    py_TValue left_out;
    deque_data *const d = deque_of(deque);
    if (!make_room(d))
        return false;
    *deque_at(d, d->used++) = *item;
    d->changes++;
    if (UNLIKELY(is_over_full(d)))
        deque_pop_left(deque, &left_out);
    return true;
}

bool deque_append_left(py_Ref deque, const py_TValue *item)
{
    py_TValue left_out;
    deque_data *const d = deque_of(deque);
    if (!make_room(d))
        return false;
    d->first = (d->first - 1) & d->mask;
    d->used++;
    *deque_at(d, 0) = *item;
    d->changes++;
    if (UNLIKELY(is_over_full(d)))
        deque_pop(deque, &left_out);
    return true;
}

/* What is nearer to the place moves: what is before it, or behind it. */
bool deque_insert(py_Ref deque, int64_t at, const py_TValue *item)
{
    deque_data *const d = deque_of(deque);
    if (at >= d->used)
        return deque_append(deque, item);
    if (at < d->used / 2) {
        if (!deque_append_left(deque, item))
            return false;
        for (uint32_t i = 0; i < at; i++)
            *deque_at(d, i) = *deque_at(d, i + 1);
    } else {
        if (!deque_append(deque, item))
            return false;
        for (uint32_t i = d->used - 1; i > at; i--)
            *deque_at(d, i) = *deque_at(d, i - 1);
    }
    *deque_at(d, (uint32_t)at) = *item;
    return true;
}

void deque_delete(py_Ref deque, uint32_t at)
{
    py_TValue left_out;
    deque_data *const d = deque_of(deque);
    if (at < d->used / 2) {
        for (uint32_t i = at; i > 0; i--)
            *deque_at(d, i) = *deque_at(d, i - 1);
        deque_pop_left(deque, &left_out);
    } else {
        for (uint32_t i = at; i + 1 < d->used; i++)
            *deque_at(d, i) = *deque_at(d, i + 1);
        deque_pop(deque, &left_out);
    }
}

void deque_rotate(py_Ref deque, int64_t by)
{
    deque_data *const d = deque_of(deque);
    if (d->used <= 1)
        return;
    by %= d->used;
    if (by < 0)
        by += d->used;
    const bool is_full = d->used == d->mask + 1; /* then every place is its own neighbour's */
    if (by <= d->used / 2) {
        for (; by > 0; by--) {
            py_TValue *const last = deque_at(d, d->used - 1);
            const py_TValue item = *last;
            if (!is_full)
                py_newnil(last);
            d->first = (d->first - 1) & d->mask;
            *deque_at(d, 0) = item;
        }
    } else {
        for (by = d->used - by; by > 0; by--) {
            py_TValue *const first = deque_at(d, 0);
            const py_TValue item = *first;
            if (!is_full)
                py_newnil(first);
            d->first = (d->first + 1) & d->mask;
            *deque_at(d, d->used - 1) = item;
        }
    }
    d->changes++;
}

static bool take_right(VM *vm, py_Ref item, void *deque)
{
    (void)vm;
    return deque_append(deque, item);
}

static bool take_left(VM *vm, py_Ref item, void *deque)
{
    (void)vm;
    return deque_append_left(deque, item);
}

static bool extend(py_Ref deque, py_Ref iterable, bool (*take)(VM *, py_Ref, void *))
{
    py_StackRef const source = py_pushtmp();
    *source = *iterable;
    if (iterable->is_ptr && iterable->_obj == deque->_obj) {
        if (!iteration_to_list(source))
            return false;
        *source = *py_retval();
    }
    const bool ok = iteration_each(source, INT32_MAX - 1, take, deque) >= 0;
    pk_current_vm->stack.sp = source;
    return ok;
}

bool deque_extend(py_Ref deque, py_Ref iterable) { return extend(deque, iterable, take_right); }
bool deque_extend_left(py_Ref deque, py_Ref iterable) { return extend(deque, iterable, take_left); }

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

void deque_signatures(void)
{
    static const native_signature signatures[] = {
        { "deque(cls, /, *args, **kwargs)", deque_new, deque_new },
        { "deque(self, /, iterable=, maxlen=)", deque_init, deque_init_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

bool deques_fill(py_GlobalRef module)
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
    return true;
}
