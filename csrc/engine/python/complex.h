/* complex.h -- complex numbers: values of a type of ours, and arithmetic as CPython has it.
 *
 * An object of complex, or of a class derived from it, holds a complex_number.  Nothing of it
 * changes after it was made.  Dialect "python" only: PocketPy's own class is written in Python. */
#ifndef PKHOST_PYTHON_COMPLEX_H
#define PKHOST_PYTHON_COMPLEX_H

#include "base/current.h"

#pragma GCC visibility push(hidden)

typedef struct complex_number {
    double real, imag;
} complex_number;

bool complex_is(const py_TValue *value); /* a complex, or of a class derived from it */
complex_number complex_of(const py_TValue *value);
void complex_new_of(py_OutRef out, py_Type type, complex_number z);
bool complex_give(complex_number z); /* in py_retval(); true */

complex_number complex_product(complex_number a, complex_number b);
/* False: b is 0. */
bool complex_quotient(complex_number a, complex_number b, complex_number *out);
/* False: ZeroDivisionError or OverflowError. */
bool complex_power(complex_number base, complex_number exponent, complex_number *out);
/* Its distance from 0.  False: OverflowError. */
bool complex_absolute(complex_number z, double *out);

#pragma GCC visibility pop

#endif
