/* complex_mathematics.c -- the module cmath.
 *
 * The formulas are those of CPython's Modules/cmathmodule.c, after Kahan's "Branch Cuts for Complex
 * Elementary Functions", so that all digits are the same.  What has an infinity or a NaN in it is
 * the C library's, whose results C's Annex G says, and CPython's tables too; where that leaves a
 * sign or a NaN open, CPython's choice is made first. */
#include "python/complex_mathematics.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/math_results.h"
#include "python/complex_operators.h"

#include <complex.h>
#include <float.h>
#include <math.h>

#undef complex /* it is a name here */

typedef complex_number number;

enum trouble { FINE, DOMAIN, RANGE };

/* Larger than this, a sum of two squares may be none. */
static const double LARGE = DBL_MAX / 4.0;
static const double LARGE_LOG = 708.3964185322641; /* log(LARGE) */
static const double LN2 = 0.6931471805599453094, LN10 = 2.302585092994045684;

/* ------------------------------------------------------------------------------ arguments */

static bool take(py_Ref value, number *out)
{
    py_TValue asked;
    py_Ref const plain = boxed_value(value);
    if (complex_or_number(plain))
        return complex_of_number(plain, out);
    py_Ref const method = py_tpfindmagic(value->type, py_name("__complex__"));
    if (method != NULL) {
        py_TValue callable = *method, self = *value;
        if (!py_call(&callable, 1, &self))
            return false;
        if (!complex_is(py_retval()))
            return TypeError("__complex__ returned non-complex (type %t)", py_retval()->type);
        *out = complex_of(py_retval());
        return true;
    }
    if (plain->type == tp_str
        || (py_tpfindmagic(value->type, py_name("__float__")) == NULL
            && py_tpfindmagic(value->type, py_name("__index__")) == NULL))
        return TypeError("must be real number, not %t", value->type);
    if (!float_of_object(value, &asked))
        return false;
    *out = (number){ asked._f64, 0.0 };
    return true;
}

static bool is_finite(number z) { return isfinite(z.real) && isfinite(z.imag); }

/* CMPLX() is not there for each compiler with each C library, and `x + y * I` is another number
 * where a part is infinite or a negative zero.  C lays a complex number out as its two parts. */
static double _Complex to_c(number z)
{
    const union {
        double parts[2];
        double _Complex whole;
    } both = { { z.real, z.imag } };
    return both.whole;
}
static number from_c(double _Complex z) { return (number){ creal(z), cimag(z) }; }

static bool give(number z, enum trouble trouble)
{
    if (trouble == DOMAIN)
        return ValueError("math domain error");
    if (trouble == RANGE)
        return overflow_error("math range error");
    return complex_give(z);
}

/* ------------------------------------------------------------------- powers and logarithms */

static number square_root(number z)
{
    const double x = fabs(z.real), y = fabs(z.imag);
    double half;
    if (!is_finite(z))
        return from_c(csqrt(to_c(z)));
    if (z.real == 0.0 && z.imag == 0.0)
        return (number){ 0.0, z.imag };
    if (x < DBL_MIN && y < DBL_MIN && (x > 0.0 || y > 0.0)) {
        enum { UP = DBL_MANT_DIG / 2 * 2 + 1, DOWN = (UP + 1) / 2 };
        const double scaled = ldexp(x, UP);
        half = ldexp(sqrt(scaled + hypot(scaled, ldexp(y, UP))), -DOWN);
    } else {
        const double eighth = x / 8.0;
        half = 2.0 * sqrt(eighth + hypot(eighth, y / 8.0));
    }
    const double other = y / (2.0 * half);
    return z.real >= 0.0 ? (number){ half, copysign(other, z.imag) }
                         : (number){ other, copysign(half, z.imag) };
}

static number exponential(number z, enum trouble *trouble)
{
    if (!is_finite(z)) {
        if (isinf(z.imag) && (isfinite(z.real) || (isinf(z.real) && z.real > 0)))
            *trouble = DOMAIN;
        if (isinf(z.real) && z.real < 0 && !isfinite(z.imag))
            return (number){ 0.0, 0.0 };
        return from_c(cexp(to_c(z)));
    }
    const bool is_large = z.real > LARGE_LOG;
    const double size = exp(is_large ? z.real - 1.0 : z.real), more = is_large ? M_E : 1.0;
    const number result = { size * cos(z.imag) * more, size * sin(z.imag) * more };
    if (isinf(result.real) || isinf(result.imag))
        *trouble = RANGE;
    return result;
}

static number logarithm(number z, enum trouble *trouble)
{
    const double x = fabs(z.real), y = fabs(z.imag);
    number result = { 0.0, atan2(z.imag, z.real) };
    if (!is_finite(z))
        return from_c(clog(to_c(z)));
    if (x > LARGE || y > LARGE) {
        result.real = log(hypot(x / 2.0, y / 2.0)) + LN2;
    } else if (x < DBL_MIN && y < DBL_MIN) {
        if (x > 0.0 || y > 0.0) {
            result.real =
                log(hypot(ldexp(x, DBL_MANT_DIG), ldexp(y, DBL_MANT_DIG))) - DBL_MANT_DIG * LN2;
        } else {
            result.real = -INFINITY;
            *trouble = DOMAIN;
        }
    } else {
        const double size = hypot(x, y);
        if (0.71 <= size && size <= 1.73) {
            /* Near 1 the logarithm of the size would lose its digits. */
            const double more = x > y ? x : y, less = x > y ? y : x;
            result.real = log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0;
        } else {
            result.real = log(size);
        }
    }
    return result;
}

static number logarithm_10(number z, enum trouble *trouble)
{
    const number result = logarithm(z, trouble);
    return (number){ result.real / LN10, result.imag / LN10 };
}

/* -------------------------------------------- hyperbolic functions, the others by way of them */

static number times_i(number z) { return (number){ -z.imag, z.real }; }
static number by_i(number z) { return (number){ z.imag, -z.real }; }

static number hyperbolic_sine(number z, enum trouble *trouble)
{
    if (!is_finite(z)) {
        if (isinf(z.imag) && !isnan(z.real))
            *trouble = DOMAIN;
        if (z.real == 0.0 && isnan(z.imag))
            return (number){ 0.0, z.imag };
        return from_c(csinh(to_c(z)));
    }
    number result;
    if (fabs(z.real) > LARGE_LOG) {
        const double less = z.real - copysign(1.0, z.real);
        result = (number){ cos(z.imag) * sinh(less) * M_E, sin(z.imag) * cosh(less) * M_E };
    } else {
        result = (number){ cos(z.imag) * sinh(z.real), sin(z.imag) * cosh(z.real) };
    }
    if (isinf(result.real) || isinf(result.imag))
        *trouble = RANGE;
    return result;
}

static number hyperbolic_cosine(number z, enum trouble *trouble)
{
    if (!is_finite(z)) {
        if (isinf(z.imag) && !isnan(z.real))
            *trouble = DOMAIN;
        if (isnan(z.real) && z.imag == 0.0)
            return (number){ z.real, 0.0 };
        return from_c(ccosh(to_c(z)));
    }
    number result;
    if (fabs(z.real) > LARGE_LOG) {
        const double less = z.real - copysign(1.0, z.real);
        result = (number){ cos(z.imag) * cosh(less) * M_E, sin(z.imag) * sinh(less) * M_E };
    } else {
        result = (number){ cos(z.imag) * cosh(z.real), sin(z.imag) * sinh(z.real) };
    }
    if (isinf(result.real) || isinf(result.imag))
        *trouble = RANGE;
    return result;
}

static number hyperbolic_tangent(number z, enum trouble *trouble)
{
    if (!is_finite(z)) {
        if (isinf(z.imag) && isfinite(z.real))
            *trouble = DOMAIN;
        if (z.real == 0.0 && isnan(z.imag))
            return (number){ NAN, NAN };
        if (isinf(z.real) && !isfinite(z.imag))
            return (number){ copysign(1.0, z.real), 0.0 };
        return from_c(ctanh(to_c(z)));
    }
    if (fabs(z.real) > LARGE_LOG) /* beyond it cosh() overflows, and tanh() is 1 */
        return (number){ copysign(1.0, z.real),
                         4.0 * sin(z.imag) * cos(z.imag) * exp(-2.0 * fabs(z.real)) };
    const double tx = tanh(z.real), ty = tan(z.imag), cx = 1.0 / cosh(z.real), txty = tx * ty,
                 whole = 1.0 + txty * txty;
    return (number){ tx * (1.0 + ty * ty) / whole, ty / whole * cx * cx };
}

static number arc_hyperbolic_sine(number z)
{
    if (isnan(z.real) && isinf(z.imag))
        return (number){ INFINITY, NAN };
    if (!is_finite(z))
        return from_c(casinh(to_c(z)));
    if (fabs(z.real) > LARGE || fabs(z.imag) > LARGE) {
        const double size = log(hypot(z.real / 2.0, z.imag / 2.0)) + LN2 * 2.0;
        return (number){ signbit(z.imag) ? -copysign(size, -z.real) : copysign(size, z.real),
                         atan2(z.imag, fabs(z.real)) };
    }
    const number a = square_root((number){ 1.0 + z.imag, -z.real });
    const number b = square_root((number){ 1.0 - z.imag, z.real });
    return (number){ asinh(a.real * b.imag - b.real * a.imag),
                     atan2(z.imag, a.real * b.real - a.imag * b.imag) };
}

static number arc_hyperbolic_cosine(number z)
{
    if (z.real == 0.0 && isnan(z.imag))
        return (number){ NAN, NAN };
    if (!is_finite(z))
        return from_c(cacosh(to_c(z)));
    if (fabs(z.real) > LARGE || fabs(z.imag) > LARGE)
        return (number){ log(hypot(z.real / 2.0, z.imag / 2.0)) + LN2 * 2.0,
                         atan2(z.imag, z.real) };
    const number a = square_root((number){ z.real - 1.0, z.imag });
    const number b = square_root((number){ z.real + 1.0, z.imag });
    return (number){ asinh(a.real * b.real + a.imag * b.imag), 2.0 * atan2(a.imag, b.real) };
}

static number arc_hyperbolic_tangent(number z, enum trouble *trouble)
{
    if (isnan(z.real) && isinf(z.imag))
        return (number){ 0.0, copysign(M_PI / 2.0, z.imag) };
    if (!is_finite(z))
        return from_c(catanh(to_c(z)));
    if (z.real < 0.0 || (z.real == 0.0 && signbit(z.real))) {
        const number other = arc_hyperbolic_tangent((number){ -z.real, -z.imag }, trouble);
        return (number){ -other.real, -other.imag };
    }
    static const double SQRT_LARGE = 6.703903964971298e+153;  /* sqrt(LARGE) */
    static const double SQRT_SMALL = 1.4916681462400413e-154; /* sqrt(DBL_MIN) */
    const double size = fabs(z.imag);
    if (z.real > SQRT_LARGE || size > SQRT_LARGE) {
        const double away = hypot(z.real / 2.0, z.imag / 2.0);
        return (number){ z.real / 4.0 / away / away, -copysign(M_PI / 2.0, -z.imag) };
    }
    if (z.real == 1.0 && size < SQRT_SMALL) {
        if (size == 0.0) {
            *trouble = DOMAIN;
            return (number){ INFINITY, z.imag };
        }
        return (number){ -log(sqrt(size) / sqrt(hypot(size, 2.0))),
                         copysign(atan2(2.0, -size) / 2.0, z.imag) };
    }
    return (number){ log1p(4.0 * z.real / ((1.0 - z.real) * (1.0 - z.real) + size * size)) / 4.0,
                     -atan2(-2.0 * z.imag, (1.0 - z.real) * (1.0 + z.real) - size * size) / 2.0 };
}

static number arc_cosine(number z)
{
    if (isinf(z.real) && isnan(z.imag))
        return (number){ NAN, INFINITY };
    if (!is_finite(z))
        return from_c(cacos(to_c(z)));
    if (fabs(z.real) > LARGE || fabs(z.imag) > LARGE) {
        const double size = log(hypot(z.real / 2.0, z.imag / 2.0)) + LN2 * 2.0;
        return (number){ atan2(fabs(z.imag), z.real),
                         z.real < 0.0 ? -copysign(size, z.imag) : copysign(size, -z.imag) };
    }
    const number a = square_root((number){ 1.0 - z.real, -z.imag });
    const number b = square_root((number){ 1.0 + z.real, z.imag });
    return (number){ 2.0 * atan2(a.real, b.real), asinh(b.real * a.imag - b.imag * a.real) };
}

/* ------------------------------------------------------------------------------ functions */

#define SIMPLE(name, computed)                                              \
    static bool cmath_##name(int argc, py_Ref argv)                         \
    {                                                                       \
        number z;                                                           \
        enum trouble trouble = FINE;                                        \
        if (!argument_count("cmath." #name, argc, 1, 1) || !take(argv, &z)) \
            return false;                                                   \
        const number result = computed;                                     \
        return give(result, trouble);                                       \
    }
SIMPLE(sqrt, square_root(z))
SIMPLE(exp, exponential(z, &trouble))
SIMPLE(log10, logarithm_10(z, &trouble))
SIMPLE(sinh, hyperbolic_sine(z, &trouble))
SIMPLE(cosh, hyperbolic_cosine(z, &trouble))
SIMPLE(tanh, hyperbolic_tangent(z, &trouble))
SIMPLE(asinh, arc_hyperbolic_sine(z))
SIMPLE(acosh, arc_hyperbolic_cosine(z))
SIMPLE(atanh, arc_hyperbolic_tangent(z, &trouble))
SIMPLE(acos, arc_cosine(z))
SIMPLE(asin, by_i(arc_hyperbolic_sine(times_i(z))))
SIMPLE(atan, by_i(arc_hyperbolic_tangent(times_i(z), &trouble)))
SIMPLE(sin, by_i(hyperbolic_sine(times_i(z), &trouble)))
SIMPLE(cos, hyperbolic_cosine(times_i(z), &trouble))
SIMPLE(tan, by_i(hyperbolic_tangent(times_i(z), &trouble)))

/* log(z, base) */
static bool cmath_log(int argc, py_Ref argv)
{
    number z, base;
    enum trouble trouble = FINE;
    if (!argument_count("log", argc, 1, 2) || !take(&argv[0], &z))
        return false;
    number result = logarithm(z, &trouble);
    if (argc == 2) {
        if (!take(&argv[1], &base))
            return false;
        if (!complex_quotient(result, logarithm(base, &trouble), &result) && trouble == FINE)
            trouble = DOMAIN;
    }
    return give(result, trouble);
}

static bool cmath_phase(int argc, py_Ref argv)
{
    number z;
    if (!argument_count("cmath.phase", argc, 1, 1) || !take(argv, &z))
        return false;
    py_newfloat(py_retval(), atan2(z.imag, z.real));
    return true;
}

static bool cmath_polar(int argc, py_Ref argv)
{
    number z;
    double size;
    if (!argument_count("cmath.polar", argc, 1, 1) || !take(argv, &z)
        || !complex_absolute(z, &size))
        return false;
    py_Ref pair = py_newtuple(py_retval(), 2);
    py_newfloat(&pair[0], size);
    py_newfloat(&pair[1], atan2(z.imag, z.real));
    return true;
}

static bool cmath_rect(int argc, py_Ref argv)
{
    double r, phi;
    if (!argument_count("rect", argc, 2, 2) || !number_as_float(&argv[0], &r)
        || !number_as_float(&argv[1], &phi))
        return false;
    if (isfinite(r) && isfinite(phi)) /* phi is often 0: then there is no -0.0 from sin() */
        return give(phi == 0.0 ? (number){ r, r * phi } : (number){ r * cos(phi), r * sin(phi) },
                    FINE);
    if (isinf(r) && isfinite(phi) && phi != 0.0) {
        const double real = copysign(INFINITY, cos(phi)), imag = copysign(INFINITY, sin(phi));
        return give(r > 0 ? (number){ real, imag } : (number){ -real, -imag }, FINE);
    }
    if (isinf(r) && phi == 0.0)
        return give((number){ r, r > 0 ? phi : -phi }, FINE);
    if (r == 0.0)
        return give((number){ 0.0, 0.0 }, FINE);
    if (isinf(phi) && !isnan(r))
        return give((number){ 0.0, 0.0 }, DOMAIN);
    if (isinf(r))
        return give((number){ INFINITY, NAN }, FINE);
    if (isnan(r) && phi == 0.0)
        return give((number){ r, 0.0 }, FINE);
    return give((number){ NAN, NAN }, FINE);
}

/* ---------------------------------------------------------------------------------- tests */

#define TEST(name, holds)                                                   \
    static bool cmath_##name(int argc, py_Ref argv)                         \
    {                                                                       \
        number z;                                                           \
        if (!argument_count("cmath." #name, argc, 1, 1) || !take(argv, &z)) \
            return false;                                                   \
        py_newbool(py_retval(), holds);                                     \
        return true;                                                        \
    }
TEST(isfinite, is_finite(z))
TEST(isinf, isinf(z.real) || isinf(z.imag))
TEST(isnan, isnan(z.real) || isnan(z.imag))

/* isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0), nil for what was not given */
static bool isclose_bound(int argc, py_Ref argv)
{
    enum { A, B, RELATIVE, ABSOLUTE };
    number a, b;
    double relative = 1e-9, absolute = 0.0;
    (void)argc;
    if (!take(&argv[A], &a) || !take(&argv[B], &b)
        || (argv[RELATIVE].type != tp_nil && !number_as_float(&argv[RELATIVE], &relative))
        || (argv[ABSOLUTE].type != tp_nil && !number_as_float(&argv[ABSOLUTE], &absolute)))
        return false;
    if (relative < 0.0 || absolute < 0.0)
        return ValueError("tolerances must be non-negative");
    bool close = a.real == b.real && a.imag == b.imag;
    if (!close && !isinf(a.real) && !isinf(a.imag) && !isinf(b.real) && !isinf(b.imag)) {
        const double apart = hypot(a.real - b.real, a.imag - b.imag);
        close = apart <= relative * hypot(b.real, b.imag)
                || apart <= relative * hypot(a.real, a.imag) || apart <= absolute;
    }
    py_newbool(py_retval(), close);
    return true;
}

static bool cmath_isclose(int argc, py_Ref argv)
{
    return math_isclose_plain(argc, argv, isclose_bound);
}

bool complex_mathematics_fill(py_GlobalRef module)
{
    static const native functions[] = {
        { "acos", cmath_acos },       { "acosh", cmath_acosh },       { "asin", cmath_asin },
        { "asinh", cmath_asinh },     { "atan", cmath_atan },         { "atanh", cmath_atanh },
        { "cos", cmath_cos },         { "cosh", cmath_cosh },         { "exp", cmath_exp },
        { "isclose", cmath_isclose }, { "isfinite", cmath_isfinite }, { "isinf", cmath_isinf },
        { "isnan", cmath_isnan },     { "log", cmath_log },           { "log10", cmath_log10 },
        { "phase", cmath_phase },     { "polar", cmath_polar },       { "rect", cmath_rect },
        { "sin", cmath_sin },         { "sinh", cmath_sinh },         { "sqrt", cmath_sqrt },
        { "tan", cmath_tan },         { "tanh", cmath_tanh },
    };
    static const struct {
        const char *name;
        double value;
    } floats[] = {
        { "e", M_E }, { "pi", M_PI }, { "tau", 2 * M_PI }, { "inf", INFINITY }, { "nan", NAN },
    };
    py_TValue made;
    for (size_t i = 0; i < COUNT(floats); i++) {
        py_newfloat(&made, floats[i].value);
        py_setdict(module, py_name(floats[i].name), &made);
    }
    const py_Type type = pkhost_here->types.complex;
    complex_new_of(&made, type, (number){ 0.0, INFINITY });
    py_setdict(module, py_name("infj"), &made);
    complex_new_of(&made, type, (number){ 0.0, NAN });
    py_setdict(module, py_name("nanj"), &made);
    return natives_replace(module, functions, COUNT(functions));
}

void complex_mathematics_signatures(void)
{
    static const native_signature signatures[] = {
        { "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", cmath_isclose, isclose_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}
