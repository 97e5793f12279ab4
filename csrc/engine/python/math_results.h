/* math_results.h -- arguments, results and errors of the module math: of mathematics.c, which has most of
 * it for both dialects, of integer_mathematics.c and distances.c, which have the rest for dialect
 * "python"; and what cmath (complex_mathematics.c) shares with them.
 */
#ifndef PKHOST_PYTHON_MATH_RESULTS_H
#define PKHOST_PYTHON_MATH_RESULTS_H

#include "interpose/arguments.h"
#include "python/arithmetic.h"

/* A result that no number is, and one that is too large for a float; false. */
static inline bool math_domain_error(void) { return ValueError("math domain error"); }
static inline bool math_range_error(void) { return overflow_error("math range error"); }

static inline bool math_give(double value)
{
    py_newfloat(py_retval(), value);
    return true;
}

/* So many arguments as floats. */
static inline bool math_take(int argc, py_Ref argv, int wanted, double *values)
{
    if (!arguments_expected(argc, wanted))
        return false;
    for (int i = 0; i < wanted; i++)
        if (!number_as_float(&argv[i], &values[i]))
            return false;
    return true;
}

/* isclose(a, b) without keywords, of math and of cmath; `bound` takes nil for a tolerance that is not
 * given. */
static inline bool math_isclose_plain(int argc, py_Ref argv, py_CFunction bound)
{
    if (argc > 2)
        return TypeError("isclose() takes exactly 2 positional arguments (%d given)", argc);
    if (argc < 2)
        return TypeError("isclose() missing required argument '%s' (pos %d)", argc == 0 ? "a" : "b",
                         argc + 1);
    py_TValue given[4] = { argv[0], argv[1], { 0 }, { 0 } };
    return bound(4, given);
}

#endif
