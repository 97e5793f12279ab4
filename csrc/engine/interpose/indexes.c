/* indexes.c -- numbers that PocketPy cuts to 32 or 8 bits.
 *
 * Its containers use int for indexes, and cut larger numbers to it: a[2**32] = 1 would
 * change a[0].  When a VM is built, a check of the number is put before their methods.
 * (For indexes that are read, and slices, see interpose/operands.c.)
 */
#include "base/macros.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "interpose/operands.h"

#include <string.h>

#include "pocketpy/interpreter/bindings.h"

enum kind {
    INDEX,      /* of an item: with more than 32 bits it is out of range */
    PLACE,      /* a bound: with more than 32 bits it is the end */
    PAIR,       /* indexes, if it is a tuple */
    COORDINATE, /* in a vector of integers: 32 bits */
    CHANNEL,    /* of a colour: 0 to 255 */
};

enum { ARGUMENTS_MOST = 5 };

static bool narrowed(py_CFunction original, int argc, py_Ref argv, int first, int last,
                     enum kind kind)
{
    py_TValue arguments[ARGUMENTS_MOST];

    if (kind == PAIR && argc > first && argv[first].type == tp_tuple)
        for (int i = 0; i < py_tuple_len(&argv[first]); i++) {
            const py_TValue *index = &py_tuple_data(&argv[first])[i];
            if (index->type == tp_int && index->_i64 != (int32_t)index->_i64)
                return IndexError("index out of range");
        }
    /* Most numbers have no more than 32 bits. */
    if (LIKELY(first == last
               && (argc <= first || argv[first].type != tp_int
                   || (argv[first]._i64 >= 0 && argv[first]._i64 < FARTHEST))))
        return original(argc, argv);
    if (argc > ARGUMENTS_MOST)
        return original(argc, argv); /* which raises for so many arguments */
    memcpy(arguments, argv, (size_t)argc * sizeof *argv);
    for (int i = first; i <= last && i < argc; i++) {
        if (arguments[i].type != tp_int)
            continue;
        const int64_t number = arguments[i]._i64;
        switch (kind) {
        case INDEX:
            if (number != (int32_t)number)
                return IndexError("index out of range");
            break;
        case PAIR: break;
        case PLACE:
            if (number > FARTHEST || number < -FARTHEST)
                py_newint(&arguments[i], number > 0 ? FARTHEST : -FARTHEST);
            break;
        case COORDINATE:
            if (number != (int32_t)number)
                return ValueError("a vector of integers has 32 bits for each, and %i has more",
                                  number);
            break;
        case CHANNEL:
            if (number < 0 || number > UINT8_MAX)
                return ValueError("a channel of a colour is 0 to 255, not %i", number);
            break;
        }
    }
    return original(argc, arguments);
}

/* type, method, its name here, the first and last argument that is such a number */
#define METHODS(X)                                               \
    X(tp_list, "__setitem__", list_setitem, 1, 1, INDEX)         \
    X(tp_list, "__delitem__", list_delitem, 1, 1, INDEX)         \
    X(tp_list, "pop", list_pop, 1, 1, INDEX)                     \
    X(tp_list, "insert", list_insert, 1, 1, PLACE)               \
    X(tp_list, "index", list_index, 2, 2, PLACE)                 \
    X(tp_array2d_like, "__getitem__", array_getitem, 1, 1, PAIR) \
    X(tp_array2d_like, "__setitem__", array_setitem, 1, 1, PAIR) \
    X(tp_array2d_like, "get", array_get, 1, 2, PLACE)            \
    X(tp_vec2i, "__mul__", vec2i_mul, 1, 1, COORDINATE)          \
    X(tp_vec3i, "__mul__", vec3i_mul, 1, 1, COORDINATE)          \
    X(tp_vec4i, "__mul__", vec4i_mul, 1, 1, COORDINATE)          \
    X(tp_vec2i, "__new__", vec2i_new, 1, 2, COORDINATE)          \
    X(tp_vec3i, "__new__", vec3i_new, 1, 3, COORDINATE)          \
    X(tp_vec4i, "__new__", vec4i_new, 1, 4, COORDINATE)          \
    X(tp_color32, "__new__", color32_new, 1, 4, CHANNEL)

/* PocketPy's own functions are the same in every VM. */
#define NARROWED(type, name, function, first, last, kind)                    \
    static py_CFunction original_##function;                                 \
    static bool function(int argc, py_Ref argv)                              \
    {                                                                        \
        return narrowed(original_##function, argc, argv, first, last, kind); \
    }
METHODS(NARROWED)

bool indexes_install(void)
{
#define ENTRY(type, name, function, first, last, kind) \
    { type, { name, function, &original_##function } },
    static const guarded_method methods[] = { METHODS(ENTRY) };
    return guard_methods(methods, COUNT(methods));
}
