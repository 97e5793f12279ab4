/* complex_operators.c -- binary operators of which an operand is a complex. */
#include "python/complex_operators.h"

bool complex_or_number(const py_TValue *value) { return number_is(value) || complex_is(value); }

bool complex_of_number(const py_TValue *number, complex_number *out)
{
    if (complex_is(number)) {
        *out = complex_of(number);
        return true;
    }
    out->imag = 0.0;
    return number_to_float(number, &out->real);
}

/* With an int of any size exactly, not by way of a float. */
static bool equal(const py_TValue *a, const py_TValue *b)
{
    if (!complex_is(a))
        return equal(b, a);
    const complex_number x = complex_of(a);
    if (complex_is(b)) {
        const complex_number y = complex_of(b);
        return x.real == y.real && x.imag == y.imag;
    }
    if (b->type == tp_float)
        return x.real == b->_f64 && x.imag == 0.0;
    integer y;
    integer_read(b, &y);
    return x.imag == 0.0 && x.real == x.real && integer_compare_float(&y, x.real) == 0;
}

static enum numbers_result done(bool ok) { return ok ? NUMBERS_DONE : NUMBERS_ERROR; }

static enum numbers_result compute(py_Name operation, complex_number x, complex_number y)
{
    complex_number z;
    if (operation == __add__)
        return done(complex_give((complex_number){ x.real + y.real, x.imag + y.imag }));
    if (operation == __sub__)
        return done(complex_give((complex_number){ x.real - y.real, x.imag - y.imag }));
    if (operation == __mul__)
        return done(complex_give(complex_product(x, y)));
    if (operation == __truediv__) {
        if (!complex_quotient(x, y, &z))
            return done(ZeroDivisionError("complex division by zero"));
        return done(complex_give(z));
    }
    return done(complex_power(x, y, &z) && complex_give(z));
}

enum numbers_result complex_binary(py_Name operation, const py_TValue *a, const py_TValue *b)
{
    complex_number x, y;
    if (!complex_or_number(a) || !complex_or_number(b) || (number_is(a) && number_is(b)))
        return NUMBERS_OTHER;
    if (operation == __eq__ || operation == __ne__) {
        py_newbool(py_retval(), equal(a, b) == (operation == __eq__));
        return NUMBERS_DONE;
    }
    if (operation != __add__ && operation != __sub__ && operation != __mul__
        && operation != __truediv__ && operation != __pow__)
        return NUMBERS_OTHER;
    if (!complex_of_number(a, &x) || !complex_of_number(b, &y))
        return NUMBERS_ERROR;
    return compute(operation, x, y);
}

enum numbers_result complex_binary_plain(py_Name operation, const py_TValue *a, const py_TValue *b)
{
    const py_Type type = pkhost_here->types.complex;
    if (a->type != type && b->type != type)
        return NUMBERS_OTHER;
    if ((a->type != type && !number_is(a)) || (b->type != type && !number_is(b)))
        return NUMBERS_OTHER;
    return complex_binary(operation, a, b);
}
