/* complex_operators.h -- binary operators of which an operand is a complex. */
#ifndef PKHOST_PYTHON_COMPLEX_OPERATORS_H
#define PKHOST_PYTHON_COMPLEX_OPERATORS_H

#include "python/complex.h"
#include "python/number_operators.h"

#pragma GCC visibility push(hidden)

/* a operation b, in py_retval().  NUMBERS_OTHER: neither is a complex, one of them is no number, or
 * complex numbers have no such operator. */
enum numbers_result complex_binary(py_Name operation, const py_TValue *a, const py_TValue *b);
/* The same of a complex and a complex or number, none of them of a derived class, whose methods
 * may be other ones. */
enum numbers_result complex_binary_plain(py_Name operation, const py_TValue *a, const py_TValue *b);
/* A number of any kind.  False: an exception, as it is an int beyond every float. */
bool complex_of_number(const py_TValue *number, complex_number *out);
bool complex_or_number(const py_TValue *value);

#pragma GCC visibility pop

#endif
