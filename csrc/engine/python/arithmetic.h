/* arithmetic.h -- int and float in C: results as Python has them, and their exceptions. */
#ifndef PKHOST_PYTHON_ARITHMETIC_H
#define PKHOST_PYTHON_ARITHMETIC_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool overflow_error(const char *format, ...); /* OverflowError; false */
bool memory_error(const char *message);       /* MemoryError, of what no VM has room for; false */

/* ints wrap around. */
static inline int64_t int_negative(int64_t a) { return (int64_t)(0 - (uint64_t)a); }
/* // and %, which wrap around where the quotient is 2**63; `b` is not 0. */
int64_t int_floordiv(int64_t a, int64_t b);
int64_t int_mod(int64_t a, int64_t b);
double int_truediv(int64_t a, int64_t b); /* correctly rounded; `b` is not 0 */

/* float's // and %; `b` is not 0. */
void float_divmod(double a, double b, double *quotient, double *rest);
/* What math.pow and ** of floats give, and their exceptions. */
bool float_pow(double base, double exponent, py_OutRef out);
bool float_as_int(double value, py_OutRef out); /* without its fraction; or an exception */

/* A number or bool as a float; TypeError if it is none. */
bool number_as_float(py_Ref value, double *out);

#pragma GCC visibility pop

#endif
