/* number_index.c -- operator.index(): what may stand where an int is wanted. */
#include "base/macros.h"
#include "interpose/classes.h"
#include "language/callables.h"
#include "python/number_operators.h"

bool integer_index(py_Ref value, py_OutRef out)
{
    if (integer_is(value)) {
        if (value->type == tp_bool)
            py_newint(out, value->_bool);
        else
            *out = *value;
        return true;
    }
    py_Ref const method = class_find_in(value->type, py_name("__index__"));
    if (method == NULL)
        return TypeError("'%t' object cannot be interpreted as an integer", value->type);
    py_TValue callable = *method, self = *value;
    if (!call_special(&callable, 1, &self))
        return false;
    if (!integer_is(py_retval()))
        return TypeError("__index__ returned non-int (type %t)", py_retval()->type);
    *out = *py_retval();
    return true;
}
