/* reduction.c -- object.__reduce_ex__() and its like: how an object is made again, for copies.
 *
 * What they do is csrc/library/python/_reduction.py, which is imported when one is first called.
 */
#include "base/macros.h"
#include "interpose/imports.h"
#include "interpose/natives.h"
#include "language/install.h"

/* A function of the module's, with the same arguments. */
static bool call_library(const char *name, int argc, py_Ref argv)
{
    const int found = imports_import("_reduction");
    if (found <= 0)
        return found < 0 ? false : ImportError("No module named '_reduction'");
    py_TValue module = *py_retval();
    if (!py_getattr(&module, py_name(name)))
        return false;
    py_TValue function = *py_retval();
    return py_call(&function, argc, argv);
}

static bool object_reduce_ex(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!py_isinstance(&argv[1], tp_int))
        return TypeError("'%t' object cannot be interpreted as an integer", argv[1].type);
    return call_library("reduce_ex", argc, argv);
}

static bool object_reduce(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return call_library("reduce", argc, argv);
}

static bool object_getstate(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return call_library("getstate", argc, argv);
}

bool reduction_install(void)
{
    static const native methods[] = {
        { "__getstate__", object_getstate },
        { "__reduce__", object_reduce },
        { "__reduce_ex__", object_reduce_ex },
    };
    return natives_replace(py_tpobject(tp_object), methods, COUNT(methods));
}
