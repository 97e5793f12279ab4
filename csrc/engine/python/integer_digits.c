/* integer_digits.c -- sys.get_int_max_str_digits() and its setter: how long an int's text may be. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/builtin_install.h"
#include "python/number_operators.h"

static bool get_most(int argc, py_Ref argv)
{
    (void)argv;
    if (!arguments_expected(argc, 0))
        return false;
    py_newint(py_retval(), pkhost_here->region->integer_digits_most);
    return true;
}

/* set_int_max_str_digits(maxdigits) */
static bool set_most(int argc, py_Ref argv)
{
    enum { LEAST = 640 }; /* sys.int_info.str_digits_check_threshold */
    py_TValue index;
    integer most;
    int64_t digits;
    if (argc == 0)
        return TypeError("set_int_max_str_digits() missing required argument 'maxdigits' (pos 1)");
    if (argc > 1)
        return TypeError("set_int_max_str_digits() takes at most 1 argument (%d given)", argc);
    if (!integer_index(argv, &index))
        return false;
    integer_read(&index, &most);
    if (!integer_as_int64(&most, &digits) || digits != (int32_t)digits)
        return overflow_error("Python int too large to convert to C int");
    if (digits != 0 && digits < LEAST)
        return ValueError("maxdigits must be 0 or larger than %d", (int)LEAST);
    pkhost_here->region->integer_digits_most = (int32_t)digits;
    py_newnone(py_retval());
    return true;
}

bool integer_digits_install(void)
{
    static const native functions[] = {
        { "get_int_max_str_digits", get_most },
        { "set_int_max_str_digits", set_most },
    };
    static const native_signature signatures[] = {
        { "set_int_max_str_digits(maxdigits)", set_most, set_most },
    };
    signatures_add(signatures, COUNT(signatures));
    return natives_replace(py_getmodule("sys"), functions, COUNT(functions));
}
