/* number_shared.c -- methods that int and float have in common. */
#include "interpose/arguments.h"
#include "python/arithmetic.h"
#include "python/number_operators.h"

bool number_operate(py_Name name, bool reflected, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    const py_TValue *const a = &argv[reflected], *const b = &argv[!reflected];
    switch (numbers_binary(name, a, b)) {
    case NUMBERS_DONE: return true;
    case NUMBERS_ERROR: return false;
    default: py_newnotimplemented(py_retval()); return true;
    }
}

static bool divide(py_Ref a, py_Ref b)
{
    if (!number_is(a) || !number_is(b)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    py_TValue quotient, rest;
    if (a->type == tp_float || b->type == tp_float) {
        double x, y, q, r;
        if (!number_to_float(a, &x) || !number_to_float(b, &y))
            return false;
        if (y == 0.0)
            return ZeroDivisionError("float divmod()");
        float_divmod(x, y, &q, &r);
        py_newfloat(&quotient, q);
        py_newfloat(&rest, r);
    } else {
        integer x, y;
        integer_read(a, &x);
        integer_read(b, &y);
        if (!integer_divmod(&x, &y, &quotient, &rest))
            return false;
    }
    py_Ref pair = py_newtuple(py_retval(), 2);
    pair[0] = quotient;
    pair[1] = rest;
    return true;
}

bool number_divmod_method(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 1) && divide(&argv[0], &argv[1]);
}

bool number_rdivmod_method(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 1) && divide(&argv[1], &argv[0]);
}
/* The second argument of round(), if there is one. */
bool number_digits(int argc, py_Ref argv, bool *has, int64_t *digits)
{
    py_TValue index;
    integer i;
    *has = argc > 1 && argv[1].type != tp_NoneType && argv[1].type != tp_nil;
    *digits = 0;
    if (argc > 2)
        return arguments_expected(argc - 1, 1);
    if (!*has)
        return true;
    if (!integer_index(&argv[1], &index))
        return false;
    integer_read(&index, &i);
    if (!integer_as_int64(&i, digits))
        *digits = i.negative ? INT32_MIN : INT32_MAX;
    return true;
}
