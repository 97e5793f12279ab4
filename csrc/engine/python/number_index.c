/* number_index.c -- operator.index(): what may stand where an int is wanted. */
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

bool integer_index_is_possible(py_Ref value)
{
    return integer_is(value) || class_find_in(value->type, py_name("__index__")) != NULL;
}

bool integer_index_cut(py_Ref value, int64_t *out)
{
    py_TValue index;
    integer whole;
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    if (!integer_as_int64(&whole, out))
        *out = whole.negative ? INT64_MIN + 1 : INT64_MAX;
    return true;
}
