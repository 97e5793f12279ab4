/* tuple_getters.c -- the module _tuple_getters: what a named tuple's class has for each of its fields. */
#include "python/tuple_getters.h"

#include "base/macros.h"
#include "interpose/boxes.h"
#include "python/native_types.h"

enum { INDEX, DOCUMENTATION, SLOTS };

static bool getter_new(int argc, py_Ref argv)
{
    int64_t index;
    if (!native_expected("_tuplegetter", argc - 1, 2, 2) || !native_as_size(&argv[1], &index))
        return false;
    const py_TValue documentation = argv[2];
    py_TValue made;
    native_make(&made, &argv[0], SLOTS, 0);
    native_slots(&made)[INDEX] = int_value(index);
    native_slots(&made)[DOCUMENTATION] = documentation;
    *py_retval() = made;
    return true;
}

static bool getter_get(int argc, py_Ref argv)
{
    if (argc < 2 || argv[1].type == tp_NoneType) {
        *py_retval() = argv[0];
        return true;
    }
    const int64_t index = native_slots(argv)[INDEX]._i64;
    py_Ref const tuple = boxed_value(&argv[1]);
    if (UNLIKELY(tuple->type != tp_tuple))
        return TypeError(
            "descriptor for index '%i' for tuple subclasses doesn't apply to '%t' object", index,
            argv[1].type);
    if (UNLIKELY(index < 0 || index >= py_tuple_len(tuple)))
        return IndexError("tuple index out of range");
    *py_retval() = *py_tuple_getitem(tuple, (int)index);
    return true;
}

static bool getter_set(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return py_exception(tp_AttributeError, "can't set attribute");
}

static bool getter_delete(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return py_exception(tp_AttributeError, "can't delete attribute");
}

static bool getter_doc(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = native_slots(argv)[DOCUMENTATION];
    return true;
}

static bool getter_set_doc(int argc, py_Ref argv)
{
    (void)argc;
    native_slots(argv)[DOCUMENTATION] = argv[1];
    py_newnone(py_retval());
    return true;
}

static bool getter_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue arguments;
    py_ObjectRef const parts = py_newtuple(&arguments, 2);
    parts[0] = slots[INDEX];
    parts[1] = slots[DOCUMENTATION];
    py_ObjectRef const given = native_give_tuple(2);
    given[0] = *py_tpobject(argv->type);
    given[1] = arguments;
    return true;
}

static bool getter_repr(int argc, py_Ref argv)
{
    (void)argc;
    c11_sbuf text;
    const py_TValue *const slots = native_slots(argv);
    py_StackRef const documentation = py_pushtmp();
    *documentation = slots[DOCUMENTATION];
    if (!py_repr(documentation))
        return false;
    *documentation = *py_retval();
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "_tuplegetter(%i, %v)", slots[INDEX]._i64, py_tosv(documentation));
    c11_sbuf__py_submit(&text, py_retval());
    py_pop();
    return true;
}

bool tuple_getters_fill(py_GlobalRef module)
{
    static const native methods[] = {
        { "__new__", getter_new },       { "__get__", getter_get },
        { "__set__", getter_set },       { "__delete__", getter_delete },
        { "__reduce__", getter_reduce }, { "__repr__", getter_repr },
    };
    const py_Type type =
        native_type(module, "_collections", "_tuplegetter", methods, COUNT(methods));
    py_bindproperty(type, "__doc__", getter_doc, getter_set_doc);
    return true;
}
