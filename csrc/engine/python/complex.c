/* complex.c -- complex numbers: values, and arithmetic.
 *
 * Products, quotients and powers are those of CPython's Objects/complexobject.c, operation by
 * operation: another order rounds otherwise, and scripts print all digits. */
#include "python/complex.h"

#include "python/arithmetic.h"

#include <math.h>

bool complex_is(const py_TValue *value)
{
    const py_Type type = pkhost_here->types.complex;
    return value->type == type
           || (value->is_ptr && value->type > type && type != 0
               && py_issubclass(value->type, type));
}

complex_number complex_of(const py_TValue *value)
{
    return *(const complex_number *)py_touserdata((py_Ref)value);
}

void complex_new_of(py_OutRef out, py_Type type, complex_number z)
{
    py_TValue made;
    const bool is_plain = type == pkhost_here->types.complex;
    complex_number *const to = py_newobject(&made, type, is_plain ? 0 : -1, sizeof *to);
    *to = z;
    *out = made;
}

bool complex_give(complex_number z)
{
    complex_new_of(py_retval(), pkhost_here->types.complex, z);
    return true;
}

complex_number complex_product(complex_number a, complex_number b)
{
    return (complex_number){ a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real };
}

/* Smith's: by the larger part of the divisor first, so that no square overflows. */
bool complex_quotient(complex_number a, complex_number b, complex_number *out)
{
    const double real = fabs(b.real), imag = fabs(b.imag);
    if (real >= imag) {
        if (real == 0.0)
            return false;
        const double ratio = b.imag / b.real, whole = b.real + b.imag * ratio;
        *out = (complex_number){ (a.real + a.imag * ratio) / whole,
                                 (a.imag - a.real * ratio) / whole };
    } else if (imag >= real) {
        const double ratio = b.real / b.imag, whole = b.real * ratio + b.imag;
        *out = (complex_number){ (a.real * ratio + a.imag) / whole,
                                 (a.imag * ratio - a.real) / whole };
    } else { /* NaN is in it */
        *out = (complex_number){ NAN, NAN };
    }
    return true;
}

static bool no_power_of_zero(void)
{
    return ZeroDivisionError("0.0 to a negative or complex power");
}

static bool whole_power(complex_number base, int exponent, complex_number *out)
{
    const int count = exponent < 0 ? -exponent : exponent;
    complex_number power = base, result = { 1.0, 0.0 };
    for (int mask = 1; mask <= count; mask <<= 1) {
        if ((count & mask) != 0)
            result = complex_product(result, power);
        power = complex_product(power, power);
    }
    if (exponent > 0) {
        *out = result;
        return true;
    }
    return complex_quotient((complex_number){ 1.0, 0.0 }, result, out) || no_power_of_zero();
}

bool complex_power(complex_number a, complex_number b, complex_number *out)
{
    enum { WHOLE_MOST = 100 };
    if (b.imag == 0.0 && b.real == floor(b.real) && fabs(b.real) <= WHOLE_MOST) {
        if (!whole_power(a, (int)b.real, out))
            return false;
    } else if (a.real == 0.0 && a.imag == 0.0) {
        if (b.imag != 0.0 || b.real < 0.0)
            return no_power_of_zero();
        *out = (complex_number){ 0.0, 0.0 };
    } else {
        const double size = hypot(a.real, a.imag), angle = atan2(a.imag, a.real);
        double length = pow(size, b.real), turn = angle * b.real;
        if (b.imag != 0.0) {
            length /= exp(angle * b.imag);
            turn += b.imag * log(size);
        }
        if (isinf(turn)) /* no angle: CPython takes its C library's word for this error */
            return no_power_of_zero();
        *out = (complex_number){ length * cos(turn), length * sin(turn) };
    }
    return !(isinf(out->real) || isinf(out->imag)) || overflow_error("complex exponentiation");
}

bool complex_absolute(complex_number z, double *out)
{
    *out = isinf(z.real) || isinf(z.imag) ? INFINITY : hypot(z.real, z.imag);
    return !isinf(*out) || isinf(z.real) || isinf(z.imag)
           || overflow_error("absolute value too large");
}
