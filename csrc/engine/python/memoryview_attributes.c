/* memoryview_attributes.c -- what a memoryview says of itself. */
#include "base/macros.h"
#include "interpose/arguments.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "python/native_types.h"

#include <stdio.h>

static memory_view *view_of(py_Ref view) { return py_touserdata(view); }

static bool is_called(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && memoryview_is_usable(argv);
}

static bool view_obj(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    *py_retval() = *py_getslot(argv, VIEW_OBJECT);
    return true;
}

static bool view_readonly(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    py_newbool(py_retval(), view_of(argv)->is_readonly);
    return true;
}

static bool give_number(int argc, py_Ref argv, int64_t number)
{
    if (!is_called(argc, argv))
        return false;
    py_newint(py_retval(), number);
    return true;
}
static bool view_nbytes(int argc, py_Ref argv)
{
    return give_number(argc, argv, view_of(argv)->count * view_of(argv)->item);
}
static bool view_itemsize(int argc, py_Ref argv)
{
    return give_number(argc, argv, view_of(argv)->item);
}
static bool view_ndim(int argc, py_Ref argv) { return give_number(argc, argv, 1); }

static bool view_format(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    py_newstr(py_retval(), view_of(argv)->form);
    return true;
}

static bool view_shape(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    const int64_t count = view_of(argv)->count;
    native_give_tuple(1)[0] = int_value(count);
    return true;
}

static bool view_strides(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    const int64_t step = view_of(argv)->step;
    native_give_tuple(1)[0] = int_value(step);
    return true;
}

static bool view_suboffsets(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    native_give_tuple(0);
    return true;
}

static bool view_contiguous(int argc, py_Ref argv)
{
    if (!is_called(argc, argv))
        return false;
    const memory_view *const v = view_of(argv);
    py_newbool(py_retval(), v->step == v->item || v->count <= 1);
    return true;
}

static bool view_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    char text[64];
    /* The low half of an address is the same in all VMs, and tells nobody where one lies. */
    snprintf(text, sizeof text, "<%smemory at 0x%x>", view_of(argv)->is_released ? "released " : "",
             (unsigned)(uintptr_t)argv->_obj);
    py_newstr(py_retval(), text);
    return true;
}

void memoryview_add_attributes(py_Type type)
{
    static const struct {
        const char *name;
        py_CFunction get;
    } attributes[] = {
        { "obj", view_obj },
        { "readonly", view_readonly },
        { "nbytes", view_nbytes },
        { "itemsize", view_itemsize },
        { "ndim", view_ndim },
        { "format", view_format },
        { "shape", view_shape },
        { "strides", view_strides },
        { "suboffsets", view_suboffsets },
        { "contiguous", view_contiguous },
        { "c_contiguous", view_contiguous },
        { "f_contiguous", view_contiguous },
    };
    for (size_t i = 0; i < COUNT(attributes); i++)
        py_bindproperty(type, attributes[i].name, attributes[i].get, NULL);
    py_bindmagic(type, __repr__, view_repr);
}
