/* trigonometry.c -- sine and cosine of any number.
 *
 * PocketPy's own are undefined for arguments of more than about 1.6 million:
 * they return whatever lies on the C stack.  The C library's take the place of
 * all of them, in math, vectors, matrices and easing; those are what CPython
 * uses, so the same script gives the same numbers there.
 */
#include "base/macros.h"

#include "pocketpy/common/dmath.h"

double sin(double x);
double cos(double x);
double tan(double x);

EXPORT double dmath_sin(double x) { return sin(x); }
EXPORT double dmath_cos(double x) { return cos(x); }
EXPORT double dmath_tan(double x) { return tan(x); }

EXPORT void dmath_sincos(double x, double *sine, double *cosine)
{
    *sine = sin(x);
    *cosine = cos(x);
}
