/* arguments.c -- what native functions of ours are given.
 *
 * Checks of their number, and of whole numbers, with the same messages everywhere.
 * (For numbers of any kind there is number_as_float().)
 */
#include "interpose/arguments.h"

#include "base/macros.h"

const char argument_exact_format[] = "%s() takes %d argument%s (%d given)";
const char argument_range_format[] = "%s() takes from %d to %d arguments (%d given)";
const char arguments_expected_format[] = "expected %d argument%s, got %d";

bool argument_count_wrong(const char *function, int given, int least, int most)
{
    if (least == most)
        return TypeError(argument_exact_format, function, least, least == 1 ? "" : "s", given);
    return TypeError(argument_range_format, function, least, most, given);
}

bool arguments_expected(int given, int wanted)
{
    if (LIKELY(given == wanted))
        return true;
    return TypeError(arguments_expected_format, wanted, wanted == 1 ? "" : "s", given);
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
