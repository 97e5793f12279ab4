/* itertools_combinations.c -- permutations, combinations and combinations_with_replacement.
 *
 * Each chooses from a pool.  Behind an object's slots lie the indices of what is chosen, and of a
 * permutation the cycles beside them, which say how often each place is still to be filled anew.
 */
#include "base/current.h"
#include "base/macros.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/itertools.h"
#include "python/native_types.h"

enum { POOL, LENGTH, STATE, ASKED, SLOTS }; /* ASKED: the length that was asked for */
enum state { FRESH, UNDER_WAY, OVER };

/* So many indices at most: the size of an object's data is an int. */
enum { INDICES_MOST = 1 << 26 };

static int32_t *indices_of(py_Ref object) { return py_touserdata(object); }

static bool take_length(py_Ref value, int64_t *out)
{
    if (!native_as_size(value, out))
        return false;
    return *out >= 0 || ValueError("r must be non-negative");
}

/* An object of the class; `indices`: how many it has. */
static bool make(py_Ref class, const py_TValue *pool, int64_t length, int64_t indices, bool is_over,
                 int32_t **data)
{
    const int64_t asked = length;
    if (is_over)
        indices = length = 0;
    if (indices > INDICES_MOST)
        return memory_error("too many places");
    py_TValue made;
    native_make(&made, class, SLOTS, (int)indices * (int)sizeof(int32_t));
    py_TValue *const slots = native_slots(&made);
    slots[POOL] = *pool;
    slots[LENGTH] = int_value(length);
    slots[STATE] = int_value(is_over ? OVER : FRESH);
    slots[ASKED] = int_value(asked);
    *py_retval() = made;
    *data = indices_of(&made);
    return true;
}

static bool take_pool(py_Ref iterable, py_StackRef pool)
{
    *pool = *iterable;
    if (pool->type == tp_tuple)
        return true;
    if (!py_tpcall(tp_tuple, 1, pool))
        return false;
    *pool = *py_retval();
    return true;
}

/* The tuple of what the first `length` indices choose, into py_retval(). */
static bool give(py_Ref object)
{
    py_TValue *const slots = native_slots(object);
    const int length = (int)slots[LENGTH]._i64;
    const int32_t *const indices = indices_of(object);
    const py_TValue *const pool = native_slots(&slots[POOL]);
    py_TValue made;
    py_ObjectRef const items = py_newtuple(&made, length);
    for (int i = 0; i < length; i++)
        items[i] = pool[indices[i]];
    slots[STATE] = int_value(UNDER_WAY);
    *py_retval() = made;
    return true;
}

/* Moves the indices on to the next choice out of `size`; false: that was the last. */
typedef bool mover(int32_t *indices, int length, int size);

/* __next__() of all three. */
static bool next_choice(py_Ref object, mover *move)
{
    py_TValue *const slots = native_slots(object);
    if (slots[STATE]._i64 == OVER)
        return StopIteration();
    if (slots[STATE]._i64 == FRESH
        || move(indices_of(object), (int)slots[LENGTH]._i64, py_tuple_len(&slots[POOL])))
        return give(object);
    slots[STATE] = int_value(OVER);
    return StopIteration();
}

/* A tuple of so many indices. */
static void give_indices(py_OutRef out, const int32_t *from, int64_t count)
{
    py_ObjectRef const items = py_newtuple(out, (int)count);
    for (int64_t i = 0; i < count; i++)
        items[i] = int_value(from[i]);
}

/* (pool, length), and the indices once some were given; those of a permutation with its cycles. */
static bool reduce(py_Ref object, bool has_cycles)
{
    const py_TValue *const slots = native_slots(object);
    const int64_t length = slots[ASKED]._i64;
    py_TValue arguments[2] = { slots[POOL], int_value(length) }, state, parts[2];
    if (slots[STATE]._i64 == OVER)
        py_newtuple(&arguments[0], 0);
    if (slots[STATE]._i64 != UNDER_WAY)
        return native_give_reduction(object, 2, arguments, NULL);
    const int32_t *const indices = indices_of(object);
    if (!has_cycles) {
        give_indices(&state, indices, length);
        return native_give_reduction(object, 2, arguments, &state);
    }
    const int size = py_tuple_len((py_Ref)&slots[POOL]);
    give_indices(&parts[0], indices, size);
    give_indices(&parts[1], indices + size, length);
    py_ObjectRef const both = py_newtuple(&state, 2);
    both[0] = parts[0];
    both[1] = parts[1];
    return native_give_reduction(object, 2, arguments, &state);
}

/* Indices of a state, `count` of them, each at least `least`, at most so much that `most` grows by
 * `grows` for each; what is beyond becomes the bound. */
static bool take_indices(py_Ref state, int32_t *to, int64_t count, int64_t least, int64_t most,
                         int grows)
{
    if (state->type != tp_tuple || py_tuple_len(state) != count)
        return ValueError("invalid arguments");
    for (int64_t i = 0; i < count; i++, most += grows) {
        int64_t index;
        if (!native_as_size(&native_slots(state)[i], &index))
            return false;
        to[i] = (int32_t)(index > most ? most : index < least ? least : index);
    }
    return true;
}

static bool set_state(int argc, py_Ref argv, bool is_rising)
{
    if (argc != 2)
        return TypeError("__setstate__() takes exactly one argument (%d given)", argc - 1);
    py_TValue *const slots = native_slots(argv);
    const int64_t size = py_tuple_len(&slots[POOL]), length = slots[LENGTH]._i64;
    if (!take_indices(&argv[1], indices_of(argv), length, 0, is_rising ? size - length : size - 1,
                      is_rising))
        return false;
    if (slots[STATE]._i64 != OVER)
        slots[STATE] = int_value(UNDER_WAY);
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------- permutations */

static bool permutations_bound(int argc, py_Ref argv)
{
    (void)argc;
    py_StackRef const pool = py_pushtmp();
    if (!take_pool(&argv[1], pool))
        return false;
    const int64_t size = py_tuple_len(pool);
    int64_t length = size;
    if (!is_nil(&argv[2]) && argv[2].type != tp_NoneType) {
        if (!integer_is(&argv[2]))
            return TypeError("Expected int as r");
        if (!take_length(&argv[2], &length))
            return false;
    }
    int32_t *data;
    if (!make(&argv[0], pool, length, size + length, length > size, &data))
        return false;
    if (length <= size) {
        for (int32_t i = 0; i < size; i++)
            data[i] = i;
        for (int32_t i = 0; i < length; i++)
            data[size + i] = (int32_t)size - i;
    }
    pk_current_vm->stack.sp = pool;
    return true;
}

static bool permutations_new(int argc, py_Ref argv)
{
    static const native_parameters p = {
        "permutations", 1, 2, { "iterable", "r" }, permutations_bound
    };
    return native_bind(&p, argc, argv);
}

static bool permute(int32_t *indices, int length, int size)
{
    int32_t *const cycles = indices + size;
    for (int i = length - 1; i >= 0; i--) {
        if (--cycles[i] > 0) {
            const int other = size - cycles[i];
            const int32_t index = indices[i];
            indices[i] = indices[other];
            indices[other] = index;
            return true;
        }
        /* All have stood here: what stands here goes to the end. */
        const int32_t first = indices[i];
        for (int j = i; j < size - 1; j++)
            indices[j] = indices[j + 1];
        indices[size - 1] = first;
        cycles[i] = size - i;
    }
    return false;
}

static bool permutations_next(int argc, py_Ref argv)
{
    (void)argc;
    return next_choice(argv, permute);
}

static bool permutations_reduce(int argc, py_Ref argv)
{
    (void)argc;
    return reduce(argv, true);
}

static bool permutations_setstate(int argc, py_Ref argv)
{
    py_TValue *const state = native_take_state(argc, argv, 2, 2);
    if (state == NULL)
        return false;
    py_TValue *const slots = native_slots(argv);
    const int64_t size = py_tuple_len(&slots[POOL]), length = slots[LENGTH]._i64;
    int32_t *const indices = indices_of(argv);
    if (slots[STATE]._i64 == OVER)
        return ValueError("invalid arguments");
    if (!take_indices(&state[0], indices, size, 0, size - 1, 0)
        || !take_indices(&state[1], indices + size, length, 1, size, -1))
        return false;
    slots[STATE] = int_value(UNDER_WAY);
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------- combinations */

static bool combinations_bound(int argc, py_Ref argv)
{
    (void)argc;
    int64_t length;
    int32_t *data;
    py_StackRef const pool = py_pushtmp();
    if (!take_pool(&argv[1], pool) || !take_length(&argv[2], &length)
        || !make(&argv[0], pool, length, length, length > py_tuple_len(pool), &data))
        return false;
    if (length <= py_tuple_len(pool))
        for (int32_t i = 0; i < length; i++)
            data[i] = i;
    pk_current_vm->stack.sp = pool;
    return true;
}

static bool combinations_new(int argc, py_Ref argv)
{
    static const native_parameters p = {
        "combinations", 2, 2, { "iterable", "r" }, combinations_bound
    };
    return native_bind(&p, argc, argv);
}

static bool combine(int32_t *indices, int length, int size)
{
    int i = length - 1;
    while (i >= 0 && indices[i] == i + size - length)
        i--;
    if (i < 0)
        return false;
    indices[i]++;
    for (i++; i < length; i++)
        indices[i] = indices[i - 1] + 1;
    return true;
}

static bool combinations_next(int argc, py_Ref argv)
{
    (void)argc;
    return next_choice(argv, combine);
}

static bool combinations_reduce(int argc, py_Ref argv)
{
    (void)argc;
    return reduce(argv, false);
}

static bool combinations_setstate(int argc, py_Ref argv) { return set_state(argc, argv, true); }

/* ---------------------------------------------------------------- with replacement */

static bool replacement_bound(int argc, py_Ref argv)
{
    (void)argc;
    int64_t length;
    int32_t *data;
    py_StackRef const pool = py_pushtmp();
    if (!take_pool(&argv[1], pool) || !take_length(&argv[2], &length)
        || !make(&argv[0], pool, length, length, length > 0 && py_tuple_len(pool) == 0, &data))
        return false;
    if (native_slots(py_retval())[STATE]._i64 != OVER)
        for (int32_t i = 0; i < length; i++)
            data[i] = 0;
    pk_current_vm->stack.sp = pool;
    return true;
}

static bool replacement_new(int argc, py_Ref argv)
{
    static const native_parameters p = {
        "combinations_with_replacement", 2, 2, { "iterable", "r" }, replacement_bound
    };
    return native_bind(&p, argc, argv);
}

static bool combine_again(int32_t *indices, int length, int size)
{
    int i = length - 1;
    while (i >= 0 && indices[i] == size - 1)
        i--;
    if (i < 0)
        return false;
    const int32_t next = indices[i] + 1;
    for (; i < length; i++)
        indices[i] = next;
    return true;
}

static bool replacement_next(int argc, py_Ref argv)
{
    (void)argc;
    return next_choice(argv, combine_again);
}

static bool replacement_setstate(int argc, py_Ref argv) { return set_state(argc, argv, false); }

/* ------------------------------------------------------------------------------------ */

void itertools_combinations_signatures(void)
{
    static const native_signature signatures[] = {
        { "permutations(cls, /, iterable, r=)", permutations_new, permutations_bound },
        { "combinations(cls, /, iterable, r)", combinations_new, combinations_bound },
        { "combinations_with_replacement(cls, /, iterable, r)", replacement_new,
          replacement_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_combinations(py_GlobalRef module)
{
    static const native_iterator types[] = {
        { "permutations", permutations_new, permutations_next, permutations_reduce,
          permutations_setstate },
        { "combinations", combinations_new, combinations_next, combinations_reduce,
          combinations_setstate },
        { "combinations_with_replacement", replacement_new, replacement_next, combinations_reduce,
          replacement_setstate },
    };
    native_iterators(module, "itertools", types, COUNT(types));
}
