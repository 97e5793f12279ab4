/* order.c -- the order of texts, tuples and lists, and None as a key.
 *
 * PocketPy compares texts up to a NUL.  Its tuples know < alone, and ask for it
 * where they should ask whether two items are equal; its lists know no order, and
 * its None cannot be a key.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/object.h"
#include "base/originals.h"
#include "interpose/natives.h"
#include "language/code_objects.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "python/install.h"
#include "stop/steps.h"

#include <string.h>

enum relation { LT, LE, GT, GE };

static bool answer(enum relation relation, int64_t order)
{
    const bool is = relation == LT   ? order < 0
                    : relation == LE ? order <= 0
                    : relation == GT ? order > 0
                                     : order >= 0;
    py_newbool(py_retval(), is);
    return true;
}

/* Whether the order of two items is known without a call; if so, *order is it. */
static bool known(const py_TValue *a, const py_TValue *b, int64_t *order)
{
    if (a->type != b->type)
        return false;
    if (a->type == tp_int) {
        *order = (a->_i64 > b->_i64) - (a->_i64 < b->_i64);
        return true;
    }
    if (a->type != tp_str)
        return false;
    *order = c11_sv__cmp(py_tosv((py_Ref)a), py_tosv((py_Ref)b));
    return true;
}

static int length_of(py_Ref sequence)
{
    return sequence->type == tp_tuple ? py_tuple_len(sequence) : py_list_len(sequence);
}

/* The first items that differ decide.  They are copied to the stack, since what is
 * called may change a list. */
static bool compare(int argc, py_Ref argv, py_Type type, enum relation relation)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != type) {
        py_newnotimplemented(py_retval());
        return true;
    }
    for (int i = 0; i < length_of(&argv[0]) && i < length_of(&argv[1]); i++) {
        const py_TValue a =
            type == tp_tuple ? *py_tuple_getitem(&argv[0], i) : *py_list_getitem(&argv[0], i);
        const py_TValue b =
            type == tp_tuple ? *py_tuple_getitem(&argv[1], i) : *py_list_getitem(&argv[1], i);
        int64_t order;
        if (!step_take(pkhost_here))
            return false;
        if (known(&a, &b, &order)) {
            if (order != 0)
                return answer(relation, order);
            continue;
        }
        py_push((py_Ref)&a);
        py_push((py_Ref)&b);
        const int equal = py_equal(py_peek(-2), py_peek(-1));
        if (equal < 0)
            return false;
        if (!equal) {
            const py_Name names[] = { __lt__, __le__, __gt__, __ge__ };
            if (!py_binaryop(py_peek(-2), py_peek(-1), names[relation], names[relation ^ 2]))
                return false;
            py_shrink(2);
            return true;
        }
        py_shrink(2);
    }
    return answer(relation, (int64_t)length_of(&argv[0]) - length_of(&argv[1]));
}

#define RELATION(name, type, relation) \
    static bool name(int argc, py_Ref argv) { return compare(argc, argv, type, relation); }
RELATION(tuple_lt, tp_tuple, LT)
RELATION(tuple_le, tp_tuple, LE)
RELATION(tuple_gt, tp_tuple, GT)
RELATION(tuple_ge, tp_tuple, GE)
RELATION(list_lt, tp_list, LT)
RELATION(list_le, tp_list, LE)
RELATION(list_gt, tp_list, GT)
RELATION(list_ge, tp_list, GE)

/* -------------------------------------------------------------------- texts */

/* PocketPy compares up to a NUL: in order, and so whether two constants are one. */
EXPORT int c11_sv__cmp(c11_sv a, c11_sv b)
{
    const int order = memcmp(a.data, b.data, (size_t)(a.size < b.size ? a.size : b.size));
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* Whether two values are one.  Short texts lie in their values, and PocketPy
 * compares those as C strings. */
EXPORT bool py_isidentical(py_Ref a, py_Ref b)
{
    if (a->type == tp_str && b->type == tp_str && !a->is_ptr && !b->is_ptr) {
        const c11_string *const left = object_text(a), *const right = object_text(b);
        return left->size == right->size
               && memcmp(left->data, right->data, (size_t)left->size) == 0;
    }
    if (a->type == tp_str && b->type == tp_str && a->is_ptr != b->is_ptr)
        return false;
    /* So NaN is itself, and 0.0 is not -0.0. */
    if (a->type == tp_float && b->type == tp_float && dialect_is_python())
        return memcmp(&a->_f64, &b->_f64, sizeof a->_f64) == 0;
    return pkhost_originals.isidentical(a, b)
           || (a->is_ptr && (natives_are_one(a, b) || code_objects_are_one(a, b)));
}

/* --------------------------------------------------------------------- None */

static bool none_eq(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type == tp_NoneType)
        py_newbool(py_retval(), true);
    else
        py_newnotimplemented(py_retval());
    return true;
}

static bool none_ne(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type == tp_NoneType)
        py_newbool(py_retval(), false);
    else
        py_newnotimplemented(py_retval());
    return true;
}

static bool none_hash(int argc, py_Ref argv)
{
    (void)argv;
    PY_CHECK_ARGC(1);
    py_newint(py_retval(), 0x4e6f6e65);
    return true;
}

bool order_install(void)
{
    static const native tuples[] = {
        { "__lt__", tuple_lt },
        { "__le__", tuple_le },
        { "__gt__", tuple_gt },
        { "__ge__", tuple_ge },
    };
    static const native lists[] = {
        { "__lt__", list_lt },
        { "__le__", list_le },
        { "__gt__", list_gt },
        { "__ge__", list_ge },
    };
    static const native none[] = {
        { "__eq__", none_eq },
        { "__ne__", none_ne },
        { "__hash__", none_hash },
    };
    py_deldict(py_tpobject(tp_NoneType), __hash__); /* it says that there is none */
    return natives_replace(py_tpobject(tp_tuple), tuples, COUNT(tuples))
           && natives_replace(py_tpobject(tp_list), lists, COUNT(lists))
           && natives_replace(py_tpobject(tp_NoneType), none, COUNT(none));
}
