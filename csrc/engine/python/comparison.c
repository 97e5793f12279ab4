/* comparison.c -- how native code compares and hashes values.
 *
 * Each of these stands before PocketPy's own of the same name
 * (interpose/interpose.list).  Numbers are dealt with at once; for other values
 * PocketPy looks for a method, which may be the script's.  (docs/natives.md)
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/callbacks.h"
#include "interpose/exceptions.h"
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
    if (answer != -1)
        return answer;
    if (UNLIKELY(too_deep()))
        return -1;
    pinned p;
    pin(vm, &p, left, right);
    const int equal = pkhost_originals.equal(left, right);
    unpin(vm, &p);
    return equal;
}

/* An int up to this distance from 0 is its own hash. */
#define HASH_AS_IT_IS (((uint64_t)1 << 61) - 2)

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
    const bool ok = pkhost_originals.hash(value, hash);
    unpin(vm, &p);
    return ok;
}
