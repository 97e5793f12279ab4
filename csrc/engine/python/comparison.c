/* comparison.c -- how native code compares and hashes values.
 *
 * Each of these stands before PocketPy's own of the same name
 * (interpose/interpose.list).  Numbers are dealt with at once; for other values
 * PocketPy looks for a method, which may be the script's.  (docs/natives.md)
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "interpose/callbacks.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "memory/dialect.h"
#include "python/big_integers.h"
#include "python/numbers.h"
#include "stop/steps.h"
#include "stop/stop.h"

static int refuse(pkhost_vm *vm)
{
    stop_raise(vm);
    return -1;
}

static int too_deep_in_comparison(void)
{
    py_exception(tp_RecursionError, "maximum recursion depth exceeded in comparison");
    return -1;
}

EXPORT int py_less(py_Ref left, py_Ref right)
{
    pkhost_vm *vm = pkhost_here;
    if (UNLIKELY(vm == NULL))
        return pkhost_originals.less(left, right);
    if (step_count(vm))
        return refuse(vm);
    const int answer = numbers_less(vm->region, left, right);
    if (answer != -1)
        return answer;
    if (UNLIKELY(too_deep()))
        return -1;
    return pkhost_originals.less(left, right);
}

/* Not a step: how often a dictionary compares keys depends on addresses. */
EXPORT int py_equal(py_Ref left, py_Ref right)
{
    pkhost_vm *vm = pkhost_here;
    if (UNLIKELY(vm == NULL))
        return pkhost_originals.equal(left, right);
    if (UNLIKELY(atomic_load_explicit(&vm->stop.reason, memory_order_relaxed) != STOP_NONE))
        return refuse(vm);
    const int answer = numbers_equal(vm->region, left, right);
    if (answer > 0)
        return answer;
    /* What is identical is equal for containers, whatever it says itself: NaN, and objects with an
     * __eq__ of their own.  That is of CPython's; operators do not come this way. */
    if (dialect_is_python() && py_isidentical(left, right))
        return 1;
    if (answer == 0)
        return 0;
    if (UNLIKELY(too_deep()))
        return -1;
    pinned p;
    pin(vm, &p, left, right);
    const int equal =
        pins_are_too_deep(&p) ? too_deep_in_comparison() : pkhost_originals.equal(left, right);
    unpin(vm, &p);
    return equal;
}

/* An int up to this distance from 0 is its own hash. */
#define HASH_AS_IT_IS (((uint64_t)1 << 61) - 2)

/* Odd factors and shifts to the right can be undone. */
static uint64_t divide(uint64_t product, uint64_t factor)
{
    uint64_t inverse = factor; /* right in 3 bits; each round doubles them */
    for (int bits = 3; bits < 64; bits *= 2)
        inverse *= 2 - factor * inverse;
    return product * inverse;
}

static uint64_t unshift(uint64_t mixed, int by)
{
    uint64_t value = mixed;
    for (int known = by; known < 64; known += by)
        value = mixed ^ value >> by;
    return value;
}

/* A dict of PocketPy's hashes a str by its text alone, and mixes what py_hash() says of any other
 * key once more.  A key that is equal to a str has to be found as that str: so this is what
 * becomes, when it is mixed, the hash of the text. */
static int64_t before_mixing(int64_t hash_of_text)
{
    uint64_t h = divide((uint64_t)hash_of_text, 1 + ((uint64_t)1 << 31));
    h = divide(unshift(h, 28), 21);
    h = divide(unshift(h, 14), 265);
    return (int64_t)divide(unshift(h, 24) + 1, ((uint64_t)1 << 21) - 1);
}

/* PocketPy looks along the chain of bases only. */
static bool hash_as_its_class(py_Ref value, int64_t *hash)
{
    py_TValue *const method = class_find(class_info(value->type), __hash__);
    if (method == NULL || method->type == tp_NoneType)
        return TypeError("unhashable type: '%t'", value->type);
    if (method->type == pkhost_here->types.native_method && box_is_one(value)) {
        py_Ref plain = boxed_value(value);
        if (!py_hash(plain, hash))
            return false;
        if (plain->type == tp_str)
            *hash = before_mixing(*hash);
        return true;
    }
    if (!call_special(method, 1, value))
        return false;
    const py_TValue result = *boxed_value(py_retval());
    if (!integer_is(&result))
        return TypeError("__hash__ method should return an integer");
    integer number;
    integer_read(&result, &number);
    *hash = integer_hash(&number);
    return true;
}

EXPORT bool py_hash(py_Ref value, int64_t *hash)
{
    pkhost_vm *vm = pkhost_here;
    if (UNLIKELY(vm == NULL))
        return pkhost_originals.hash(value, hash);
    if (value->type == tp_int && numbers_hash_int(vm->region)) {
        *hash = value->_i64;
        /* CPython's is modulo 2**61 - 1, and never -1: so it is that of an equal float. */
        if (UNLIKELY((uint64_t)*hash + HASH_AS_IT_IS > 2 * HASH_AS_IT_IS || *hash == -1)
            && dialect_is_python()) {
            integer i;
            integer_read(value, &i);
            *hash = integer_hash(&i);
        }
        return true;
    }
    pinned p;
    pin(vm, &p, value, NULL);
    const bool ok =
        value->type > POCKETPY_LAST_TYPE && class_details_of(class_info(value->type)) != NULL
            ? hash_as_its_class(value, hash)
            : pkhost_originals.hash(value, hash);
    unpin(vm, &p);
    return ok;
}
