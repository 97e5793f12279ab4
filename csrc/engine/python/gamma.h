/* gamma.h -- the gamma function, with all digits as CPython has them. */
#ifndef PKHOST_PYTHON_GAMMA_H
#define PKHOST_PYTHON_GAMMA_H

#pragma GCC visibility push(hidden)

/* Of finite numbers that are no poles; infinite where the value is beyond every double. */
double gamma_of(double x);
double gamma_logarithm(double x); /* of its absolute value */

#pragma GCC visibility pop

#endif
