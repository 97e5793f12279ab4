/* bisection.c -- the module _bisect: places in sequences that are sorted. */
#include "python/bisection.h"

#include "base/current.h"
#include "base/macros.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/native_types.h"

enum { SEQUENCE, ITEM, LOW, HIGH, KEY, PARAMETERS };

/* The item with a number, into the place on the value stack. */
static bool take_item(py_Ref sequence, int64_t at, py_StackRef to)
{
    if (sequence->type == tp_list && at < py_list_len(sequence)) {
        *to = *py_list_getitem(sequence, (int)at);
        return true;
    }
    py_newint(to, at);
    if (!py_getitem(sequence, to))
        return false;
    *to = *py_retval();
    return true;
}

/* The number of the place for a key, which lies on the value stack, to the right of what is equal or
 * to the left. */
static bool find_place(py_Ref argv, py_StackRef wanted, bool to_the_right, int64_t *place)
{
    int64_t low = 0, high = -1;
    if (!is_nil(&argv[LOW]) && !native_as_size(&argv[LOW], &low))
        return false;
    if (low < 0)
        return ValueError("lo must be non-negative");
    if (!is_nil(&argv[HIGH]) && argv[HIGH].type != tp_NoneType
        && !native_as_size(&argv[HIGH], &high))
        return false;
    if (high == -1) {
        if (!py_len(&argv[SEQUENCE]))
            return false;
        high = py_toint(py_retval());
    }
    const bool has_key = !is_nil(&argv[KEY]) && argv[KEY].type != tp_NoneType;
    py_StackRef const item = py_pushtmp();
    py_newnil(item);
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (!take_item(&argv[SEQUENCE], middle, item))
            return false;
        if (has_key) {
            if (!py_call(&argv[KEY], 1, item))
                return false;
            *item = *py_retval();
        }
        const int less = to_the_right ? py_less(wanted, item) : py_less(item, wanted);
        if (less < 0)
            return false;
        if (to_the_right ? less : !less)
            high = middle;
        else
            low = middle + 1;
    }
    py_pop();
    *place = low;
    return true;
}

static bool bisect(py_Ref argv, bool to_the_right)
{
    int64_t place;
    py_StackRef const wanted = py_pushtmp();
    *wanted = argv[ITEM];
    if (!find_place(argv, wanted, to_the_right, &place))
        return false;
    py_newint(py_retval(), place);
    py_pop();
    return true;
}

static bool insort(py_Ref argv, bool to_the_right)
{
    int64_t place;
    py_StackRef const wanted = py_pushtmp();
    *wanted = argv[ITEM];
    if (!is_nil(&argv[KEY]) && argv[KEY].type != tp_NoneType) {
        if (!py_call(&argv[KEY], 1, wanted))
            return false;
        *wanted = *py_retval();
    }
    if (!find_place(argv, wanted, to_the_right, &place))
        return false;
    if (argv[SEQUENCE].type == tp_list) {
        const int length = py_list_len(&argv[SEQUENCE]);
        py_list_insert(&argv[SEQUENCE], place > length ? length : (int)place, &argv[ITEM]);
    } else {
        py_StackRef const arguments = py_pushtmp();
        py_pushtmp();
        if (!py_getattr(&argv[SEQUENCE], py_name("insert")))
            return false;
        py_TValue method = *py_retval();
        *wanted = method;
        py_newint(&arguments[0], place);
        arguments[1] = argv[ITEM];
        if (!py_call(&method, 2, arguments))
            return false;
    }
    pk_current_vm->stack.sp = wanted;
    py_newnone(py_retval());
    return true;
}

/* Without keywords: the values that are there, and nil. */
static bool plainly(const char *name, int argc, py_Ref argv, bool (*what)(py_Ref, bool),
                    bool to_the_right)
{
    static const char *const parameters[] = { "a", "x" };
    py_TValue values[PARAMETERS];
    if (argc > KEY)
        return TypeError("%s() takes at most %d positional arguments (%d given)", name, KEY, argc);
    if (argc <= ITEM)
        return TypeError("%s() missing required argument '%s' (pos %d)", name, parameters[argc],
                         argc + 1);
    for (int i = 0; i < PARAMETERS; i++)
        values[i] = i < argc ? argv[i] : (py_TValue){ .type = tp_nil };
    return what(values, to_the_right);
}

#define FUNCTION(name, what, to_the_right)                     \
    static bool name(int argc, py_Ref argv)                    \
    {                                                          \
        return plainly(#name, argc, argv, what, to_the_right); \
    }                                                          \
    static bool name##_bound(int argc, py_Ref argv) { return (void)argc, what(argv, to_the_right); }
FUNCTION(bisect_right, bisect, true)
FUNCTION(bisect_left, bisect, false)
FUNCTION(insort_right, insort, true)
FUNCTION(insort_left, insort, false)

void bisection_signatures(void)
{
    static const native_signature signatures[] = {
        { "bisect_right(a, x, lo=, hi=, *, key=)", bisect_right, bisect_right_bound },
        { "bisect_left(a, x, lo=, hi=, *, key=)", bisect_left, bisect_left_bound },
        { "insort_right(a, x, lo=, hi=, *, key=)", insort_right, insort_right_bound },
        { "insort_left(a, x, lo=, hi=, *, key=)", insort_left, insort_left_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

bool bisection_fill(py_GlobalRef module)
{
    static const native functions[] = {
        { "bisect_right", bisect_right }, { "bisect_left", bisect_left },
        { "insort_right", insort_right }, { "insort_left", insort_left },
        { "bisect", bisect_right },       { "insort", insort_right },
    };
    return natives_replace(module, functions, COUNT(functions));
}
