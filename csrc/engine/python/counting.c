/* counting.c -- the module _counting: what collections.Counter counts with. */
#include "python/counting.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "python/native_types.h"

/* Whether a mapping's own methods are those of dict. */
static bool is_plain(py_Ref mapping)
{
    const py_Name get = py_name("get");
    return py_isinstance(mapping, tp_dict)
           && natives_are_same(py_tpfindname(mapping->type, get), py_tpfindname(tp_dict, get))
           && natives_are_same(py_tpfindname(mapping->type, __setitem__),
                               py_tpfindname(tp_dict, __setitem__));
}

/* The number on top of the value stack becomes the next. */
static bool add_one(py_StackRef number)
{
    if (LIKELY(number->type == tp_int && number->_i64 < INT64_MAX)) {
        number->_i64++;
        return true;
    }
    py_TValue one = int_value(1);
    if (!py_binaryadd(number, &one))
        return false;
    *number = *py_retval();
    return true;
}

static bool count_plainly(VM *vm, py_Ref item, void *mapping)
{
    (void)vm;
    const int found = py_dict_getitem(mapping, item);
    if (found < 0)
        return false;
    py_StackRef const number = py_pushtmp();
    *number = found ? *py_retval() : int_value(0);
    if (!add_one(number) || !py_dict_setitem(mapping, item, number))
        return false;
    py_pop();
    return true;
}

/* mapping[item] = mapping.get(item, 0) + 1 */
static bool count_by_methods(VM *vm, py_Ref item, void *mapping)
{
    (void)vm;
    py_StackRef const method = py_pushtmp(), arguments = py_pushtmp();
    py_pushtmp();
    *method = *py_None();
    arguments[0] = *item;
    arguments[1] = int_value(0);
    if (!py_getattr(mapping, py_name("get")))
        return false;
    *method = *py_retval();
    if (!py_call(method, 2, arguments))
        return false;
    arguments[1] = *py_retval();
    if (!add_one(&arguments[1]) || !py_setitem(mapping, &arguments[0], &arguments[1]))
        return false;
    pk_current_vm->stack.sp = method;
    return true;
}

static bool count_elements(int argc, py_Ref argv)
{
    if (!native_expected("_count_elements", argc, 2, 2)
        || iteration_each(&argv[1], INT32_MAX - 1,
                          is_plain(argv) ? count_plainly : count_by_methods, argv)
               < 0)
        return false;
    py_newnone(py_retval());
    return true;
}

bool counting_fill(py_GlobalRef module)
{
    static const native functions[] = { { "_count_elements", count_elements } };
    return natives_replace(module, functions, COUNT(functions));
}
