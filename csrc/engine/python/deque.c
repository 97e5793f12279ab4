/* deque.c -- deque: how its items lie, come and go.
 *
 * Items lie in a ring, so that both ends are as near as each other, and an item's place is known by its
 * number.
 */
#include "python/deque.h"

#include "base/current.h"
#include "base/macros.h"
#include "language/iteration.h"
#include "memory/region.h"
#include "python/arithmetic.h"

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
