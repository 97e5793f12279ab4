/* list_making.c -- list(x), for an x whose class is derived from list or tuple.
 *
 * PocketPy's takes the items of a list or tuple at once, and so it does of ours.  A class with an
 * __iter__ of its own is asked for them.  tuple(x) begins with list(x).
 */
#include "interpose/boxes.h"
#include "interpose/guards.h"
#include "interpose/natives.h"
#include "language/install.h"
#include "language/iteration.h"

static py_CFunction list_new_original;

static bool has_own_iteration(const py_TValue *value)
{
    py_TValue *items;
    if (value->type <= POCKETPY_LAST_TYPE || box_items((py_Ref)value, &items) == -1)
        return false;
    const py_Type base = py_issubclass(value->type, tp_list) ? tp_list : tp_tuple;
    return !natives_are_same(class_find(class_info(value->type), __iter__),
                             class_own(class_info(base), __iter__));
}

static bool list_new(int argc, py_Ref argv)
{
    return argc == 2 && has_own_iteration(&argv[1]) ? iteration_to_list(&argv[1])
                                                    : list_new_original(argc, argv);
}

bool list_making_install(void)
{
    static const guarded functions[] = { { "__new__", list_new, &list_new_original } };
    return guard_natives(py_tpobject(tp_list), functions, 1);
}
