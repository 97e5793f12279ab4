/* operands.c -- operators whose operands PocketPy does not look at.
 *
 * Slices, and products of a sequence and a number, are computed with int, which larger
 * numbers overflow.  A vector of integers is divided without a check for zero.  When a VM
 * is built, checks are put before these methods.
 */
#include "interpose/operands.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/characters.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "stop/zone.h"

#include <stdint.h>

/* ------------------------------------------------------------ indexes and slices */

static bool is_far(py_Ref bound)
{
    return bound->type == tp_int && (bound->_i64 > FARTHEST || bound->_i64 < -FARTHEST);
}

/* Limit the bounds of `slice` to what an int can hold.  The result may be a new slice, in
 * `*near`. */
py_Ref operands_near_slice(py_Ref slice, py_TValue *near)
{
    if (LIKELY(!is_far(py_getslot(slice, 0)) && !is_far(py_getslot(slice, 1))
               && !is_far(py_getslot(slice, 2))))
        return slice;
    py_newslice(near);
    for (int i = 0; i < 3; i++) {
        py_TValue bound = *py_getslot(slice, i);
        if (is_far(&bound))
            py_newint(&bound, bound._i64 > 0 ? FARTHEST : -FARTHEST);
        py_setslot(near, i, &bound);
    }
    return near;
}

/* PocketPy's own functions are the same in every VM. */
static py_CFunction bytes_original, list_original, tuple_original;

/* The garbage collector runs between bytecodes only, so it need not see `near`. */
static bool sliced(py_CFunction original, py_Ref argv)
{
    py_TValue near, arguments[2] = { argv[0], argv[1] };
    arguments[1] = *operands_near_slice(&argv[1], &near);
    return original(2, arguments);
}

#define SLICED(name, kind)                                                      \
    static bool name##_getitem(int argc, py_Ref argv)                           \
    {                                                                           \
        if (argc == 2 && argv[1].type == tp_slice && py_isinstance(argv, kind)) \
            return sliced(name##_original, argv);                               \
        if (argc == 2 && UNLIKELY(is_far(&argv[1])))                            \
            return IndexError(#name " index out of range");                     \
        return name##_original(argc, argv);                                     \
    }
SLICED(bytes, tp_bytes)
SLICED(list, tp_list)
SLICED(tuple, tp_tuple)

/* ----------------------------------------------------------------- products */

static py_CFunction str_mul_original, str_rmul_original, list_mul_original, list_rmul_original;

/* PocketPy computes the size of the product as an int.  A larger one exceeds the memory of any
 * VM. */
static bool multiplied(py_CFunction original, int argc, py_Ref argv)
{
    enum { HEAD = 64 };
    int64_t size = 0;
    if (argc == 2 && argv[0].type == tp_str)
        size = py_tosv(argv).size;
    else if (argc == 2 && argv[0].type == tp_list)
        size = py_list_len(argv) * (int64_t)sizeof(py_TValue);
    if (size > 0 && argv[1].type == tp_int && argv[1]._i64 > (INT32_MAX - HEAD) / size)
        stop_abandon(pkhost_here, STOP_MEMORY);
    if (argc == 2 && argv[1].type == tp_int && argv[1]._i64 != (int32_t)argv[1]._i64) {
        py_TValue arguments[2] = { argv[0] }; /* it would be cut to 32 bits */
        py_newint(&arguments[1], 0);          /* a negative number, or an empty sequence */
        return original(2, arguments);
    }
    return original(argc, argv);
}

#define MULTIPLIED(name) \
    static bool name(int argc, py_Ref argv) { return multiplied(name##_original, argc, argv); }
MULTIPLIED(str_mul)
MULTIPLIED(str_rmul)
MULTIPLIED(list_mul)
MULTIPLIED(list_rmul)

/* ------------------------------------------------------------------ vectors */

static py_CFunction vec2i_original, vec3i_original, vec4i_original;

static bool divided(py_CFunction original, int argc, py_Ref argv, bool has_least)
{
    /* In Python a bool is taken for the int that it is, in its place: False is a zero, too. */
    if (argc == 2 && argv[1].type == tp_bool && !py_checktype(&argv[1], tp_int))
        return false;
    if (argc == 2 && argv[1].type == tp_int) {
        const int32_t by = (int32_t)argv[1]._i64; /* as PocketPy does */
        if (by == 0)
            return ZeroDivisionError("integer division or modulo by zero");
        if (by == -1 && has_least)
            return ValueError("the quotient is too large for a vector of integers");
    }
    return original(argc, argv);
}

static bool vec2i_floordiv(int argc, py_Ref argv)
{
    bool has_least = false;
    if (argc > 0 && argv[0].type == tp_vec2i) {
        const c11_vec2i v = py_tovec2i(argv);
        has_least = v.x == INT32_MIN || v.y == INT32_MIN;
    }
    return divided(vec2i_original, argc, argv, has_least);
}

static bool vec3i_floordiv(int argc, py_Ref argv)
{
    bool has_least = false;
    if (argc > 0 && argv[0].type == tp_vec3i) {
        const c11_vec3i v = py_tovec3i(argv);
        has_least = v.x == INT32_MIN || v.y == INT32_MIN || v.z == INT32_MIN;
    }
    return divided(vec3i_original, argc, argv, has_least);
}

static bool vec4i_floordiv(int argc, py_Ref argv)
{
    bool has_least = false;
    if (argc > 0 && argv[0].type == tp_vec4i) {
        const c11_vec4i v = py_tovec4i(argv);
        has_least = v.x == INT32_MIN || v.y == INT32_MIN || v.z == INT32_MIN || v.w == INT32_MIN;
    }
    return divided(vec4i_original, argc, argv, has_least);
}

/* 2.2 has % too, and computes it with 64 bits.  So only 0 has to be refused, and the result always
 * fits. */
static py_CFunction vec2i_mod_original, vec3i_mod_original, vec4i_mod_original;

static bool remainder_of(py_CFunction original, int argc, py_Ref argv)
{
    if (argc == 2 && argv[1].type == tp_int && argv[1]._i64 == 0)
        return ZeroDivisionError("integer division or modulo by zero");
    return original(argc, argv);
}

#define REMAINDER(name) \
    static bool name(int argc, py_Ref argv) { return remainder_of(name##_original, argc, argv); }
REMAINDER(vec2i_mod)
REMAINDER(vec3i_mod)
REMAINDER(vec4i_mod)

static bool remainders_install(void)
{
    static const guarded_method remainders[] = {
        { tp_vec2i, { "__mod__", vec2i_mod, &vec2i_mod_original } },
        { tp_vec3i, { "__mod__", vec3i_mod, &vec3i_mod_original } },
        { tp_vec4i, { "__mod__", vec4i_mod, &vec4i_mod_original } },
    };
    return py_getdict(py_tpobject(tp_vec2i), __mod__) == NULL
           || guard_methods(remainders, COUNT(remainders));
}

bool operands_install(void)
{
    static const guarded_method methods[] = {
        { tp_bytes, { "__getitem__", bytes_getitem, &bytes_original } },
        { tp_list, { "__getitem__", list_getitem, &list_original } },
        { tp_tuple, { "__getitem__", tuple_getitem, &tuple_original } },
        { tp_str, { "__mul__", str_mul, &str_mul_original } },
        { tp_str, { "__rmul__", str_rmul, &str_rmul_original } },
        { tp_list, { "__mul__", list_mul, &list_mul_original } },
        { tp_list, { "__rmul__", list_rmul, &list_rmul_original } },
        { tp_vec2i, { "__floordiv__", vec2i_floordiv, &vec2i_original } },
        { tp_vec3i, { "__floordiv__", vec3i_floordiv, &vec3i_original } },
        { tp_vec4i, { "__floordiv__", vec4i_floordiv, &vec4i_original } },
    };
    return guard_methods(methods, COUNT(methods)) && remainders_install();
}
