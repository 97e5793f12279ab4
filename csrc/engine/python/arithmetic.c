/* arithmetic.c -- int and float in C: results as Python has them, and their exceptions. */
#include "python/arithmetic.h"

#include "interpose/exceptions.h"
#include "libc/numerals.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

bool overflow_error(const char *format, ...)
{
    char message[160];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return py_exception(exception_type("OverflowError", tp_Exception, tp_ValueError), "%s",
                        message);
}

bool memory_error(const char *message)
{
    return py_exception(exception_type("MemoryError", tp_Exception, tp_RuntimeError), "%s",
                        message);
}

int64_t int_floordiv(int64_t a, int64_t b)
{
    if (b == -1)
        return int_negative(a); /* -2**63 // -1 would trap */
    const int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t int_mod(int64_t a, int64_t b)
{
    if (b == -1)
        return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double int_truediv(int64_t a, int64_t b)
{
    if (a == 0)
        return b < 0 ? -0.0 : 0.0;
    const uint64_t top = int_magnitude(a), bottom = int_magnitude(b);
    const int up = __builtin_clzll(top), down = __builtin_clzll(bottom);
    /* Both with their highest bit set, so that the quotient has 63 or 64 bits;
     * whether there is a rest is its last bit, which the rounding to 53 sees. */
    const unsigned __int128 scaled = (unsigned __int128)(top << up) << 63;
    uint64_t quotient = (uint64_t)(scaled / (bottom << down));
    quotient |= scaled % (bottom << down) != 0;
    const double result = ldexp((double)quotient, down - up - 63);
    return (a < 0) != (b < 0) ? -result : result;
}

void float_divmod(double a, double b, double *quotient, double *rest)
{
    double mod = fmod(a, b);
    double div = (a - mod) / b;

    if (mod != 0.0) {
        if ((b < 0) != (mod < 0)) {
            mod += b;
            div -= 1.0;
        }
    } else {
        mod = copysign(0.0, b);
    }
    if (div != 0.0) {
        *quotient = floor(div);
        if (div - *quotient > 0.5)
            *quotient += 1.0;
    } else {
        *quotient = copysign(0.0, a / b);
    }
    *rest = mod;
}

bool float_pow(double base, double exponent, py_OutRef out)
{
    const double result = pow(base, exponent);

    if (isfinite(base) && isfinite(exponent)) {
        if (base == 0.0 && exponent < 0.0)
            return ZeroDivisionError("0.0 cannot be raised to a negative power");
        if (isnan(result))
            return ValueError("a negative number cannot be raised to a fractional power");
        if (isinf(result))
            return overflow_error("the result is too large for a float");
    }
    py_newfloat(out, result);
    return true;
}

bool float_as_int(double value, py_OutRef out)
{
    if (isnan(value))
        return ValueError("cannot convert float NaN to integer");
    if (isinf(value))
        return overflow_error("cannot convert float infinity to integer");
    if (!(value >= -0x1p63 && value < 0x1p63))
        return overflow_error("the float is beyond the 64 bits of an int");
    py_newint(out, (int64_t)value);
    return true;
}
