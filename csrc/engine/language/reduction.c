/* reduction.c -- object.__reduce_ex__() and its like: how an object is made again, for copies.
 *
 * What they do is csrc/library/python/_reduction.py, which is imported when one is first called.
 */
#include "base/macros.h"
#include "interpose/imports.h"
#include "interpose/natives.h"
#include "language/install.h"

static bool object_reduce_ex(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!py_isinstance(&argv[1], tp_int))
        return TypeError("'%t' object cannot be interpreted as an integer", argv[1].type);
    return imports_call("_reduction", "reduce_ex", argc, argv);
}

static bool object_reduce(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return imports_call("_reduction", "reduce", argc, argv);
}

static bool object_getstate(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return imports_call("_reduction", "getstate", argc, argv);
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
