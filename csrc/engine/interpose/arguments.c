/* arguments.c -- what native functions of ours are given.
 *
 * Checks of their number, and of whole numbers, with the same messages everywhere.
 * (For numbers of any kind there is number_as_float().)
 */
#include "interpose/arguments.h"

#include "base/macros.h"

bool argument_count_wrong(const char *function, int given, int least, int most)
{
    if (least == most)
        return TypeError("%s() takes %d argument%s (%d given)", function, least,
                         least == 1 ? "" : "s", given);
    return TypeError("%s() takes from %d to %d arguments (%d given)", function, least, most, given);
}

bool arguments_expected(int given, int wanted)
{
    if (LIKELY(given == wanted))
        return true;
    return TypeError("expected %d argument%s, got %d", wanted, wanted == 1 ? "" : "s", given);
}

bool argument_is_int(py_Ref value)
{
    if (LIKELY(value->type == tp_int))
        return true;
    return TypeError("'%t' object cannot be interpreted as an integer", value->type);
}

bool argument_as_int(py_Ref value, int64_t *number)
{
    if (value->type == tp_bool) {
        *number = value->_bool;
        return true;
    }
    if (!argument_is_int(value))
        return false;
    *number = value->_i64;
    return true;
}
