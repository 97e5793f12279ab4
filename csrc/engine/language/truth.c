/* truth.c -- what counts as true: "Truth Value Testing" of CPython's library reference. */
#include "base/current.h"
#include "base/originals.h"
#include "interpose/classes.h"
#include "language/callables.h"
#include "language/handlers.h"
#include "memory/dialect.h"

static int by_length(py_Ref value, py_Ref method)
{
    if (!call_special(method, 1, value))
        return -1;
    const py_TValue length = *py_retval();
    if (length.type != tp_int && length.type != tp_bool) {
        TypeError("'%t' object cannot be interpreted as an integer", length.type);
        return -1;
    }
    if (length.type == tp_bool)
        return length._bool;
    if (length._i64 < 0) {
        ValueError("__len__() should return >= 0");
        return -1;
    }
    return length._i64 != 0;
}

static int by_methods(py_Ref value)
{
    py_Ref method = class_find_in(value->type, __bool__);
    if (method == NULL) {
        method = class_find_in(value->type, __len__);
        return method == NULL ? 1 : by_length(value, method);
    }
    if (!call_special(method, 1, value))
        return -1;
    if (py_retval()->type == tp_bool)
        return py_retval()->_bool;
    TypeError("__bool__ should return bool, returned %t", py_retval()->type);
    return -1;
}

EXPORT int py_bool(py_Ref value)
{
    switch (value->type) {
    case tp_bool: return value->_bool;
    case tp_int: return value->_i64 != 0;
    case tp_float: return value->_f64 != 0;
    case tp_NoneType: return 0;
    default: break;
    }
    if (!dialect_is_python())
        return pkhost_originals.truth(value);
    switch (value->type) {
    case tp_str: return object_text(value)->size != 0;
    case tp_list: return ((const c11_vector *)object_data(value))->length != 0;
    case tp_tuple: return value->_obj->slots != 0;
    case tp_dict: return py_dict_len(value) != 0;
    default: return by_methods(value);
    }
}
