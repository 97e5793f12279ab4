/* list_operators.c -- += and *= of lists, which change the list itself. */
#include "base/current.h"
#include "language/handlers.h"
#include "language/install.h"
#include "language/iteration.h"
#include "stop/zone.h"

#include "pocketpy/interpreter/types.h"

#include <string.h>

static bool append(VM *vm, py_Ref item, void *list)
{
    (void)vm;
    py_list_append(list, item);
    return true;
}

/* Of a list, by another or by itself: as many as there are now. */
static void extend_by_list(py_Ref list, py_Ref other)
{
    List *to = py_touserdata(list);
    const int count = py_list_len(other), length = to->length;
    if (count > INT32_MAX - length)
        stop_abandon(pkhost_here, STOP_MEMORY); /* no VM has room for so many */
    c11_vector__reserve(to, length + count);
    if (count > 0)
        memcpy(c11__at(py_TValue, to, length), py_list_data(other),
               (size_t)count * sizeof(py_TValue));
    to->length = length + count;
}

static bool add_in_place(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    const bool is_list = argv[1].type == tp_list;
    if (is_list) {
        extend_by_list(&argv[0], &argv[1]);
    } else if (!iteration_is_possible(&argv[1])) {
        return TypeError("'%t' object is not iterable", argv[1].type);
    } else if (iteration_each(&argv[1], INT32_MAX - 1, append, &argv[0]) < 0) {
        return false;
    }
    *py_retval() = argv[0];
    return true;
}

static bool multiply_in_place(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_int && argv[1].type != tp_bool) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const int64_t times = argv[1].type == tp_int ? argv[1]._i64 : argv[1]._bool;
    List *list = py_touserdata(&argv[0]);
    const int length = list->length;
    if (times <= 0) {
        py_list_clear(&argv[0]);
    } else if (length > 0) {
        if (times > INT32_MAX / length)
            stop_abandon(pkhost_here, STOP_MEMORY); /* no VM has room for so many */
        c11_vector__reserve(list, length * (int)times);
        for (int64_t i = 1; i < times; i++)
            memcpy(c11__at(py_TValue, list, length * (int)i), list->data,
                   (size_t)length * sizeof(py_TValue));
        list->length = length * (int)times;
    }
    *py_retval() = argv[0];
    return true;
}

bool list_operators_install(void)
{
    py_bindmethod(tp_list, "__iadd__", add_in_place);
    py_bindmethod(tp_list, "__imul__", multiply_in_place);
    return true;
}
