/* complex_methods.c -- the class complex. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "python/big_integers.h"
#include "python/complex_operators.h"
#include "python/complex_text.h"
#include "python/install.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------------- complex(x, y) */

/* complex(x) of any object, by __complex__, __float__ or __index__; `what` is for errors. */
static bool take_number(py_Ref value, const char *what, complex_number *out)
{
    py_TValue as_float;
    value = boxed_value(value);
    if (complex_or_number(value))
        return complex_of_number(value, out);
    if (py_tpfindmagic(value->type, py_name("__float__")) == NULL
        && py_tpfindmagic(value->type, py_name("__index__")) == NULL)
        return TypeError("complex() %s, not '%t'", what, value->type);
    if (!float_of_object(value, &as_float))
        return false;
    *out = (complex_number){ as_float._f64, 0.0 };
    return true;
}

/* What __complex__ of an object gives takes its place. */
static bool ask_complex(py_Ref value)
{
    if (number_is(value) || value->type == pkhost_here->types.complex || value->type == tp_str)
        return true;
    py_Ref const method = py_tpfindmagic(value->type, py_name("__complex__"));
    if (method == NULL)
        return true;
    py_TValue callable = *method, self = *value;
    if (!py_call(&callable, 1, &self))
        return false;
    if (!complex_is(py_retval()))
        return TypeError("__complex__ returned non-complex (type %t)", py_retval()->type);
    *value = *py_retval();
    return true;
}

static bool make(py_Type type, int argc, py_Ref argv)
{
    complex_number x = { 0.0, 0.0 }, y = { 0.0, 0.0 };
    py_Ref const first = argc > 1 && argv[1].type != tp_nil ? &argv[1] : NULL;
    py_Ref const second = argc > 2 && argv[2].type != tp_nil ? &argv[2] : NULL;
    if (first != NULL && second == NULL && type == first->type) {
        *py_retval() = *first;
        return true;
    }
    if (first != NULL && boxed_value(first)->type == tp_str) {
        py_Ref const text = boxed_value(first);
        if (second != NULL)
            return TypeError("complex() can't take second arg if first is a string");
        if (!complex_of_text(py_tosv(text), text, &x))
            return false;
        complex_new_of(py_retval(), type, x);
        return true;
    }
    if (second != NULL && boxed_value(second)->type == tp_str)
        return TypeError("complex() second arg can't be a string");
    if (first != NULL
        && (!ask_complex(first)
            || !take_number(first, "first argument must be a string or a number", &x)))
        return false;
    if (second != NULL && !take_number(second, "second argument must be a number", &y))
        return false;
    /* Either may be a complex itself: x + y * 1j. */
    const bool is_plain = second == NULL || !complex_is(second);
    const complex_number z = { is_plain ? x.real : x.real - y.imag,
                               second == NULL                       ? x.imag
                               : first != NULL && complex_is(first) ? y.real + x.imag
                                                                    : y.real };
    complex_new_of(py_retval(), type, z);
    return true;
}

static bool complex_make(int argc, py_Ref argv)
{
    const py_Type type = py_totype(&argv[0]);
    if (argc > 3)
        return TypeError("complex() takes at most 2 arguments (%d given)", argc - 1);
    return make(type, argc, argv);
}

/* ----------------------------------------------------------------------------- operators */

static bool operate(py_Name name, bool reflected, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    const py_TValue a = argv[0], b = *boxed_value(&argv[1]);
    switch (reflected ? complex_binary(name, &b, &a) : complex_binary(name, &a, &b)) {
    case NUMBERS_DONE: return true;
    case NUMBERS_ERROR: return false;
    default: py_newnotimplemented(py_retval()); return true;
    }
}

#define OPERATOR(name)                                   \
    static bool on_##name(int argc, py_Ref argv)         \
    {                                                    \
        return operate(__##name##__, false, argc, argv); \
    }
#define REFLECTED(name)                                 \
    static bool on_r##name(int argc, py_Ref argv)       \
    {                                                   \
        return operate(__##name##__, true, argc, argv); \
    }
OPERATOR(add)
OPERATOR(sub)
OPERATOR(mul)
OPERATOR(truediv)
NUMBER_COMPARISONS(OPERATOR)
REFLECTED(add)
REFLECTED(sub)
REFLECTED(mul)
REFLECTED(truediv)

static bool raise_to(bool reflected, int argc, py_Ref argv)
{
    if (argc == 3) {
        if (argv[2].type != tp_NoneType)
            return ValueError("complex modulo");
        argc = 2;
    }
    return operate(__pow__, reflected, argc, argv);
}
static bool on_pow(int argc, py_Ref argv) { return raise_to(false, argc, argv); }
static bool on_rpow(int argc, py_Ref argv) { return raise_to(true, argc, argv); }

static bool on_neg(int argc, py_Ref argv)
{
    const complex_number z = complex_of(&argv[0]);
    return arguments_expected(argc - 1, 0) && complex_give((complex_number){ -z.real, -z.imag });
}

static bool on_pos(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && complex_give(complex_of(&argv[0]));
}

static bool on_abs(int argc, py_Ref argv)
{
    double size;
    if (!arguments_expected(argc - 1, 0) || !complex_absolute(complex_of(&argv[0]), &size))
        return false;
    py_newfloat(py_retval(), size);
    return true;
}

static bool on_bool(int argc, py_Ref argv)
{
    const complex_number z = complex_of(&argv[0]);
    if (!arguments_expected(argc - 1, 0))
        return false;
    py_newbool(py_retval(), z.real != 0.0 || z.imag != 0.0);
    return true;
}

/* ------------------------------------------------------------------------------- methods */

static int64_t hash_of_part(double part)
{
    int64_t bits;
    if (!isnan(part))
        return float_hash_value(part);
    memcpy(&bits, &part, sizeof bits);
    return bits;
}

static bool on_hash(int argc, py_Ref argv)
{
    enum { IMAG = 1000003 }; /* sys.hash_info.imag */
    const complex_number z = complex_of(&argv[0]);
    if (!arguments_expected(argc - 1, 0))
        return false;
    const int64_t hash =
        (int64_t)((uint64_t)hash_of_part(z.real) + (uint64_t)hash_of_part(z.imag) * IMAG);
    py_newint(py_retval(), hash == -1 ? -2 : hash);
    return true;
}

static bool on_repr(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && complex_repr(complex_of(&argv[0]));
}

static bool on_format(int argc, py_Ref argv)
{
    if (!argument_count("__format__", argc - 1, 1, 1))
        return false;
    if (!py_checkstr(&argv[1]))
        return false;
    const c11_sv how = py_tosv(&argv[1]);
    return how.size == 0 ? py_str(&argv[0]) : complex_format(complex_of(&argv[0]), &argv[0], how);
}

static bool conjugate(int argc, py_Ref argv)
{
    const complex_number z = complex_of(&argv[0]);
    return argument_count("conjugate", argc - 1, 0, 0)
           && complex_give((complex_number){ z.real, -z.imag });
}

static bool get_new_arguments(int argc, py_Ref argv)
{
    const complex_number z = complex_of(&argv[0]);
    if (!argument_count("__getnewargs__", argc - 1, 0, 0))
        return false;
    py_Ref pair = py_newtuple(py_retval(), 2);
    py_newfloat(&pair[0], z.real);
    py_newfloat(&pair[1], z.imag);
    return true;
}

static bool get_real(int argc, py_Ref argv)
{
    (void)argc;
    py_newfloat(py_retval(), complex_of(&argv[0]).real);
    return true;
}

static bool get_imag(int argc, py_Ref argv)
{
    (void)argc;
    py_newfloat(py_retval(), complex_of(&argv[0]).imag);
    return true;
}

bool complex_install(void)
{
    static const native methods[] = {
        { "__new__", complex_make },
        { "__add__", on_add },
        { "__radd__", on_radd },
        { "__sub__", on_sub },
        { "__rsub__", on_rsub },
        { "__mul__", on_mul },
        { "__rmul__", on_rmul },
        { "__truediv__", on_truediv },
        { "__rtruediv__", on_rtruediv },
        { "__pow__", on_pow },
        { "__rpow__", on_rpow },
        { "__eq__", on_eq },
        { "__ne__", on_ne },
        { "__lt__", on_lt },
        { "__le__", on_le },
        { "__gt__", on_gt },
        { "__ge__", on_ge },
        { "__neg__", on_neg },
        { "__pos__", on_pos },
        { "__abs__", on_abs },
        { "__bool__", on_bool },
        { "__hash__", on_hash },
        { "__repr__", on_repr },
        { "__format__", on_format },
        { "__complex__", on_pos },
        { "__getnewargs__", get_new_arguments },
        { "conjugate", conjugate },
    };
    py_GlobalRef const builtins = pk_current_vm->builtins;
    const py_Type type = pk_newtype("complex", tp_object, builtins, NULL, false, false);
    pkhost_here->types.complex = type;
    py_bindproperty(type, "real", get_real, NULL);
    py_bindproperty(type, "imag", get_imag, NULL);
    py_setdict(builtins, py_name("complex"), py_tpobject(type));
    return natives_replace(py_tpobject(type), methods, COUNT(methods));
}
