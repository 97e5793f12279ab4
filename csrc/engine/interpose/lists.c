/* lists.c -- native functions that iterate over a list while methods of its items run.
 *
 * Each comparison may shorten the list or move its items.  So the address of the items
 * is read again each time.  See interpose/callbacks.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "stop/zone.h"

#include "pocketpy/interpreter/types.h"

/* py_equal, without a call for the types that are most common in lists. */
static inline int equal(py_TValue *left, py_TValue *right)
{
    if (left->type == tp_int && right->type == tp_int && left->_i64 == right->_i64)
        return 1; /* identical, whatever int.__eq__ is */
    return py_equal(left, right);
}

EXPORT bool pk_wrapper__arrayequal(py_Type type, int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != type && !py_issubclass(argv[1].type, type)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    for (int i = 0;; i++) {
        py_TValue *left = NULL, *right = NULL;
        const int left_length = sequence_items(&argv[0], &left);
        const int right_length = sequence_items(&argv[1], &right);
        if ((i == 0 && left_length != right_length) || i >= left_length || i >= right_length) {
            py_newbool(py_retval(), left_length == right_length);
            return true;
        }
        const int answer = equal(left + i, right + i);
        if (answer == -1)
            return false;
        if (!answer) {
            py_newbool(py_retval(), false);
            return true;
        }
    }
}

EXPORT bool pk_arraycontains(py_Ref array, py_Ref value)
{
    for (int i = 0;; i++) {
        py_TValue *items = NULL;
        const int length = sequence_items(array, &items);
        if (length == -1)
            return TypeError("expected list or tuple, got %t", array->type);
        if (i >= length) {
            py_newbool(py_retval(), false);
            return true;
        }
        const int answer = equal(items + i, value);
        if (answer == -1)
            return false;
        if (answer) {
            py_newbool(py_retval(), true);
            return true;
        }
    }
}

/* The item that was found may be gone by now. */
static bool list_remove(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    for (int i = 0; i < py_list_len(argv); i++) {
        const int answer = equal(py_list_getitem(argv, i), &argv[1]);
        if (answer == -1)
            return false;
        if (!answer)
            continue;
        if (i < py_list_len(argv))
            py_list_delitem(argv, i);
        py_newnone(py_retval());
        return true;
    }
    return ValueError("list.remove(x): x not in list");
}

/* tuple(x): PocketPy calls the type list, and uses the result as a list, even if the script has
 * replaced list.__new__. */
static bool tuple_new(int argc, py_Ref argv)
{
    py_TValue *items = NULL;
    if (argc > 2)
        return TypeError("tuple() takes at most 1 argument");
    int length = argc < 2 ? 0 : sequence_items(&argv[1], &items);
    py_StackRef before = py_peek(0);
    if (length == -1) {
        if (!py_iter(&argv[1]))
            return false;
        py_push(py_retval());
        py_StackRef iterator = py_peek(-1);
        py_StackRef found = py_pushtmp();
        py_newlist(found);
        int more;
        while ((more = py_next(iterator)) == 1)
            py_list_append(found, py_retval());
        if (more == -1)
            return false;
        length = sequence_items(found, &items);
    }
    py_TValue *const to = py_newtuple(py_retval(), length);
    for (int i = 0; i < length; i++)
        to[i] = items[i];
    pk_current_vm->stack.sp = before;
    return true;
}

/* PocketPy's own functions are the same in every VM. */
static py_CFunction extend_original;

/* PocketPy takes the address of the items to copy before it enlarges the list.  If they are the
 * list's own items, they may be somewhere else then. */
static bool list_extend(int argc, py_Ref argv)
{
    if (argc == 2 && argv[1].type == tp_list && argv[1]._obj == argv[0]._obj) {
        List *list = py_touserdata(argv);
        if (list->length > INT32_MAX / 2 / (int)sizeof(py_TValue))
            stop_abandon(pkhost_here, STOP_MEMORY);
        c11_vector__reserve(list, list->length * 2);
    }
    return extend_original(argc, argv);
}

bool lists_install(void)
{
    static const guarded_method methods[] = {
        { tp_tuple, { "__new__", tuple_new, NULL } },
        { tp_list, { "extend", list_extend, &extend_original } },
        { tp_list, { "remove", list_remove, NULL } },
    };
    return guard_methods(methods, COUNT(methods)) && sorting_install();
}
