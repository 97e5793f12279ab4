/* itertools_products.c -- product and zip_longest. */
#include "base/current.h"
#include "base/macros.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/itertools.h"
#include "python/native_types.h"

#include <string.h>

/* Pools of one object at most: what they are kept in has a size of 32 bits. */
enum { POOLS_MOST = 1 << 24 };

/* ------------------------------------------------------------------------ product */

/* The tuple that was given last is what the next begins as; behind the slots lies where each pool
 * is in it. */
enum { PRODUCT_POOLS, PRODUCT_LAST, PRODUCT_OVER, PRODUCT_SLOTS };

static int32_t *places_of(py_Ref product) { return py_touserdata(product); }

static bool product_make(py_Ref class, int count, py_Ref iterables, int64_t times)
{
    if (count > 0 && times > POOLS_MOST / count)
        return overflow_error("repeat argument too large");
    if (count == 0)
        times = 0;
    const int total = count * (int)times;
    py_StackRef const pools = py_pushtmp();
    py_ObjectRef const all = py_newtuple(pools, total);
    for (int i = 0; i < total; i++)
        py_newnil(&all[i]);
    for (int i = 0; i < count && total > 0; i++) {
        if (iterables[i].type == tp_tuple) {
            all[i] = iterables[i];
            continue;
        }
        py_StackRef const iterable = py_pushtmp();
        *iterable = iterables[i];
        if (!py_tpcall(tp_tuple, 1, iterable))
            return false;
        all[i] = *py_retval();
        py_pop();
    }
    for (int i = count; i < total; i++)
        all[i] = all[i - count];
    py_TValue made;
    native_make(&made, class, PRODUCT_SLOTS, total * (int)sizeof(int32_t));
    native_slots(&made)[PRODUCT_POOLS] = *pools;
    py_newbool(&native_slots(&made)[PRODUCT_OVER], false);
    *py_retval() = made;
    pk_current_vm->stack.sp = pools;
    return true;
}

static bool product_new(int argc, py_Ref argv)
{
    return product_make(&argv[0], argc - 1, &argv[1], 1);
}

static bool product_with_keywords(int argc, py_Ref argv)
{
    enum { CLASS, ITERABLES, REPEAT };
    (void)argc;
    int64_t times = 1;
    if (!is_nil(&argv[REPEAT])) {
        if (!native_as_size(&argv[REPEAT], &times))
            return false;
        if (times < 0)
            return ValueError("repeat argument cannot be negative");
    }
    const int count = py_tuple_len(&argv[ITERABLES]);
    return product_make(&argv[CLASS], count, count == 0 ? NULL : py_tuple_data(&argv[ITERABLES]),
                        times);
}

static bool product_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (slots[PRODUCT_OVER]._bool)
        return StopIteration();
    const int count = py_tuple_len(&slots[PRODUCT_POOLS]);
    const py_TValue *const pools = native_slots(&slots[PRODUCT_POOLS]);
    int32_t *const places = places_of(argv);
    py_TValue next;
    if (is_nil(&slots[PRODUCT_LAST])) {
        for (int i = 0; i < count; i++) {
            if (py_tuple_len((py_Ref)&pools[i]) > 0)
                continue;
            py_newbool(&slots[PRODUCT_OVER], true);
            return StopIteration();
        }
        py_ObjectRef const items = py_newtuple(&next, count);
        for (int i = 0; i < count; i++) {
            places[i] = 0;
            items[i] = native_slots(&pools[i])[0];
        }
    } else {
        /* As a clock: the last place goes on, and the one before it when that is through. */
        int from = count - 1;
        while (from >= 0 && ++places[from] == py_tuple_len((py_Ref)&pools[from]))
            places[from--] = 0;
        if (from < 0) {
            py_newbool(&slots[PRODUCT_OVER], true);
            return StopIteration();
        }
        py_ObjectRef const items = py_newtuple(&next, count);
        memcpy(items, native_slots(&slots[PRODUCT_LAST]), (size_t)from * sizeof *items);
        for (int i = from; i < count; i++)
            items[i] = native_slots(&pools[i])[places[i]];
    }
    slots[PRODUCT_LAST] = next;
    *py_retval() = next;
    return true;
}

static bool product_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    if (slots[PRODUCT_OVER]._bool) {
        py_TValue none;
        py_newtuple(&none, 0);
        return native_give_reduction(argv, 1, &none, NULL);
    }
    const int count = py_tuple_len((py_Ref)&slots[PRODUCT_POOLS]);
    const py_TValue *const pools = native_slots(&slots[PRODUCT_POOLS]);
    if (is_nil(&slots[PRODUCT_LAST]))
        return native_give_reduction(argv, count, pools, NULL);
    py_TValue state;
    py_ObjectRef const places = py_newtuple(&state, count);
    for (int i = 0; i < count; i++)
        places[i] = int_value(places_of(argv)[i]);
    return native_give_reduction(argv, count, pools, &state);
}

static bool product_setstate(int argc, py_Ref argv)
{
    py_TValue *const slots = native_slots(argv);
    const int count = py_tuple_len(&slots[PRODUCT_POOLS]);
    if (argc != 2 || argv[1].type != tp_tuple || py_tuple_len(&argv[1]) != count)
        return ValueError("invalid arguments");
    py_StackRef const last = py_pushtmp();
    py_ObjectRef const items = py_newtuple(last, count);
    for (int i = 0; i < count; i++)
        items[i] = *py_None();
    for (int i = 0; i < count; i++) {
        int64_t place;
        const py_TValue *const pool = &native_slots(&slots[PRODUCT_POOLS])[i];
        const int size = py_tuple_len((py_Ref)pool);
        if (!native_as_size(&native_slots(&argv[1])[i], &place))
            return false;
        if (size == 0) {
            py_newbool(&slots[PRODUCT_OVER], true);
            py_newnone(py_retval());
            return true;
        }
        place = place < 0 ? 0 : place > size - 1 ? size - 1 : place;
        places_of(argv)[i] = (int32_t)place;
        items[i] = native_slots(pool)[place];
    }
    slots[PRODUCT_LAST] = *last;
    py_pop();
    py_newnone(py_retval());
    return true;
}

/* -------------------------------------------------------------------- zip_longest */

/* An iterator that has ended is nil in the tuple of them. */
enum { LONGEST_ITERATORS, LONGEST_FILL, LONGEST_ACTIVE, LONGEST_SLOTS };

static bool longest_make(py_Ref class, int count, py_Ref iterables, const py_TValue *fill)
{
    py_StackRef const iterators = py_pushtmp();
    py_ObjectRef const all = py_newtuple(iterators, count);
    for (int i = 0; i < count; i++)
        py_newnil(&all[i]);
    for (int i = 0; i < count; i++) {
        if (!py_iter(&iterables[i]))
            return false;
        all[i] = *py_retval();
    }
    py_TValue made;
    native_make(&made, class, LONGEST_SLOTS, 0);
    native_slots(&made)[LONGEST_ITERATORS] = *iterators;
    native_slots(&made)[LONGEST_FILL] = *fill;
    native_slots(&made)[LONGEST_ACTIVE] = int_value(count);
    *py_retval() = made;
    pk_current_vm->stack.sp = iterators;
    return true;
}

static bool longest_new(int argc, py_Ref argv)
{
    return longest_make(&argv[0], argc - 1, &argv[1], py_None());
}

static bool longest_with_keywords(int argc, py_Ref argv)
{
    enum { CLASS, ITERABLES, FILL };
    (void)argc;
    const int count = py_tuple_len(&argv[ITERABLES]);
    return longest_make(&argv[CLASS], count, count == 0 ? NULL : py_tuple_data(&argv[ITERABLES]),
                        is_nil(&argv[FILL]) ? py_None() : &argv[FILL]);
}

static bool longest_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    const int count = py_tuple_len(&slots[LONGEST_ITERATORS]);
    if (count == 0 || slots[LONGEST_ACTIVE]._i64 <= 0)
        return StopIteration();
    py_StackRef const row = py_pushtmp();
    py_ObjectRef const items = py_newtuple(row, count);
    for (int i = 0; i < count; i++)
        items[i] = slots[LONGEST_FILL];
    py_TValue *const iterators = native_slots(&slots[LONGEST_ITERATORS]);
    for (int i = 0; i < count; i++) {
        if (is_nil(&iterators[i]))
            continue;
        const int more = native_next(&iterators[i]);
        if (more > 0) {
            items[i] = *py_retval();
            continue;
        }
        if (more < 0)
            slots[LONGEST_ACTIVE]._i64 = 0;
        else
            slots[LONGEST_ACTIVE]._i64--;
        if (slots[LONGEST_ACTIVE]._i64 <= 0)
            return more < 0 ? false : StopIteration();
        py_newnil(&iterators[i]);
    }
    *py_retval() = *row;
    py_pop();
    return true;
}

/* An iterator that has ended becomes an empty tuple. */
static bool longest_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    const int count = py_tuple_len((py_Ref)&slots[LONGEST_ITERATORS]);
    py_StackRef const all = py_pushtmp();
    py_ObjectRef const iterators = py_newtuple(all, count);
    for (int i = 0; i < count; i++) {
        iterators[i] = native_slots(&slots[LONGEST_ITERATORS])[i];
        if (is_nil(&iterators[i]))
            py_newtuple(&iterators[i], 0);
    }
    const bool ok = native_give_reduction(argv, count, iterators, &slots[LONGEST_FILL]);
    py_pop();
    return ok;
}

static bool longest_setstate(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("zip_longest.__setstate__() takes exactly one argument (%d given)",
                         argc - 1);
    native_slots(argv)[LONGEST_FILL] = argv[1];
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------------------ */

void itertools_products_signatures(void)
{
    static const native_signature signatures[] = {
        { "product(cls, /, *iterables, repeat=)", product_new, product_with_keywords },
        { "zip_longest(cls, /, *iterables, fillvalue=)", longest_new, longest_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_products(py_GlobalRef module)
{
    static const native of_product[] = {
        { "__new__", product_new },           { "__iter__", native_type_itself },
        { "__next__", product_next },         { "__reduce__", product_reduce },
        { "__setstate__", product_setstate },
    };
    static const native of_longest[] = {
        { "__new__", longest_new },           { "__iter__", native_type_itself },
        { "__next__", longest_next },         { "__reduce__", longest_reduce },
        { "__setstate__", longest_setstate },
    };
    native_type(module, "itertools", "product", of_product, COUNT(of_product));
    native_type(module, "itertools", "zip_longest", of_longest, COUNT(of_longest));
}
