/* mathematics.c -- the module math.
 *
 * PocketPy brings mathematical functions of its own, which are not exact in the
 * last digits, give NaN where CPython raises, and read what is no number.  These
 * are the C library's, with CPython's results and exceptions.  Where a result
 * is an integer in CPython it is one here, or OverflowError if it has more than
 * 64 bits.
 */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "python/math_results.h"
#include "stop/steps.h"

#include <errno.h>
#include <math.h>

/* NaN out of numbers is a domain error; infinity out of finite numbers is a range
 * error where the function can overflow, and a pole otherwise. */
enum end { MAY_OVERFLOW, HAS_POLE };

static bool give_checked(double result, bool argument_is_nan, bool argument_is_finite, enum end end)
{
    if (isnan(result) && !argument_is_nan)
        return math_domain_error();
    if (isinf(result) && argument_is_finite)
        return end == MAY_OVERFLOW ? math_range_error() : math_domain_error();
    return math_give(result);
}

#define ONE(name, function, end)                                         \
    static bool math_##name(int argc, py_Ref argv)                       \
    {                                                                    \
        double x;                                                        \
        return math_take(argc, argv, 1, &x)                              \
               && give_checked(function(x), isnan(x), isfinite(x), end); \
    }
ONE(fabs, fabs, HAS_POLE)
ONE(exp, exp, MAY_OVERFLOW)
ONE(sqrt, sqrt, HAS_POLE)
ONE(acos, acos, HAS_POLE)
ONE(asin, asin, HAS_POLE)
ONE(atan, atan, HAS_POLE)
ONE(cos, cos, HAS_POLE)
ONE(sin, sin, HAS_POLE)
ONE(tan, tan, HAS_POLE)
ONE(log2, log2, HAS_POLE)
ONE(log10, log10, HAS_POLE)

/* PocketPy has not these; cmath needs them (csrc/library). */
ONE(sinh, sinh, MAY_OVERFLOW)
ONE(cosh, cosh, MAY_OVERFLOW)
ONE(tanh, tanh, HAS_POLE)
ONE(asinh, asinh, HAS_POLE)
ONE(acosh, acosh, HAS_POLE)
ONE(atanh, atanh, HAS_POLE)
ONE(log1p, log1p, HAS_POLE)

static const double DEGREES = 180.0 / M_PI, RADIANS = M_PI / 180.0;

static bool math_degrees(int argc, py_Ref argv)
{
    double x;
    return math_take(argc, argv, 1, &x) && math_give(x * DEGREES);
}

static bool math_radians(int argc, py_Ref argv)
{
    double x;
    return math_take(argc, argv, 1, &x) && math_give(x * RADIANS);
}

static bool math_log(int argc, py_Ref argv)
{
    double values[2];

    if (argc < 1 || argc > 2)
        return TypeError("log expected 1 or 2 arguments, got %d", argc);
    if (!math_take(argc, argv, argc, values))
        return false;
    for (int i = 0; i < argc; i++) {
        const double x = values[i];
        values[i] = log(x);
        if ((isnan(values[i]) && !isnan(x)) || (isinf(values[i]) && isfinite(x)))
            return math_domain_error();
    }
    if (argc == 1)
        return math_give(values[0]);
    if (values[1] == 0.0)
        return ZeroDivisionError("float division by zero");
    return math_give(values[0] / values[1]);
}

static bool math_pow(int argc, py_Ref argv)
{
    double v[2];

    if (!math_take(argc, argv, 2, v))
        return false;
    const double result = pow(v[0], v[1]);
    if (isfinite(v[0]) && isfinite(v[1])) {
        if (isnan(result) || (v[0] == 0.0 && v[1] < 0.0))
            return math_domain_error();
        if (isinf(result))
            return math_range_error();
    }
    return math_give(result);
}

static bool math_fmod(int argc, py_Ref argv)
{
    double v[2];
    return math_take(argc, argv, 2, v)
           && give_checked(fmod(v[0], v[1]), isnan(v[0]) || isnan(v[1]), true, HAS_POLE);
}

static bool math_atan2(int argc, py_Ref argv)
{
    double v[2];
    return math_take(argc, argv, 2, v) && math_give(atan2(v[0], v[1]));
}

static bool math_copysign(int argc, py_Ref argv)
{
    double v[2];
    return math_take(argc, argv, 2, v) && math_give(copysign(v[0], v[1]));
}

static bool math_hypot(int argc, py_Ref argv)
{
    double v[2];
    return math_take(argc, argv, 2, v) && math_give(hypot(v[0], v[1]));
}

static bool math_modf(int argc, py_Ref argv)
{
    double x, whole;

    if (!math_take(argc, argv, 1, &x))
        return false;
    const double rest = modf(x, &whole);
    py_Ref pair = py_newtuple(py_retval(), 2);
    py_newfloat(&pair[0], rest);
    py_newfloat(&pair[1], whole);
    return true;
}

/* -------------------------------------------------------------------- integers */

static bool whole(int argc, py_Ref argv, double (*rounded)(double))
{
    double x;

    if (!math_take(argc, argv, 1, &x))
        return false;
    if (argv[0].type == tp_float)
        return float_as_int(rounded(x), py_retval());
    py_newint(py_retval(), argv[0].type == tp_int ? argv[0]._i64 : argv[0]._bool);
    return true;
}

static bool math_ceil(int argc, py_Ref argv) { return whole(argc, argv, ceil); }
static bool math_floor(int argc, py_Ref argv) { return whole(argc, argv, floor); }
static bool math_trunc(int argc, py_Ref argv) { return whole(argc, argv, trunc); }

static bool math_gcd(int argc, py_Ref argv)
{
    uint64_t result = 0;

    for (int i = 0; i < argc; i++) {
        if (!argument_is_int(&argv[i]))
            return false;
        uint64_t other = argv[i]._i64 < 0 ? 0 - (uint64_t)argv[i]._i64 : (uint64_t)argv[i]._i64;
        while (other != 0) {
            const uint64_t rest = result % other;
            result = other;
            other = rest;
        }
    }
    if (result > INT64_MAX)
        return overflow_error("gcd(): the result is beyond the 64 bits of an int");
    py_newint(py_retval(), (int64_t)result);
    return true;
}

static bool math_factorial(int argc, py_Ref argv)
{
    enum { MOST = 20 }; /* 21! has 66 bits */
    int64_t result = 1;

    if (!arguments_expected(argc, 1))
        return false;
    if (!argument_is_int(&argv[0]))
        return false;
    if (argv[0]._i64 < 0)
        return ValueError("factorial() not defined for negative values");
    if (argv[0]._i64 > MOST)
        return overflow_error("factorial(): the result is beyond the 64 bits of an int");
    for (int64_t i = 2; i <= argv[0]._i64; i++)
        result *= i;
    py_newint(py_retval(), result);
    return true;
}

/* ------------------------------------------------------------------ comparisons */

#define TEST(name)                                 \
    static bool math_##name(int argc, py_Ref argv) \
    {                                              \
        double x;                                  \
        if (!math_take(argc, argv, 1, &x))         \
            return false;                          \
        py_newbool(py_retval(), name(x));          \
        return true;                               \
    }
TEST(isfinite)
TEST(isinf)
TEST(isnan)

static bool math_isclose(int argc, py_Ref argv)
{
    enum { A, B, RELATIVE, ABSOLUTE };
    double v[4];

    if (!math_take(argc, argv, 4, v))
        return false;
    if (v[RELATIVE] < 0.0 || v[ABSOLUTE] < 0.0)
        return ValueError("tolerances must be non-negative");
    bool close = v[A] == v[B];
    if (!close && !isinf(v[A]) && !isinf(v[B])) {
        const double apart = fabs(v[B] - v[A]);
        close = apart <= fabs(v[RELATIVE] * v[B]) || apart <= fabs(v[RELATIVE] * v[A])
                || apart <= v[ABSOLUTE];
    }
    py_newbool(py_retval(), close);
    return true;
}

/* -------------------------------------------------------------------- the exact sum */

/* The sum so far, exactly: floats that do not overlap, in growing order
 * (Shewchuk).  Floats have 2,098 places for bits in all, and each of these has one at
 * least to itself: in any case there is room for all. */
enum { PLACES = 2098 };
typedef struct partials {
    double values[PLACES + 1];
    int count;
    double special; /* the sum of infinities and NaNs */
    bool is_special, has_plus, has_minus;
} partials;

static bool add_exactly(partials *p, double x)
{
    int kept = 0;

    if (!isfinite(x)) {
        p->is_special = true;
        p->has_plus |= isinf(x) && x > 0;
        p->has_minus |= isinf(x) && x < 0;
        p->special += x;
        p->count = 0;
        return true;
    }
    for (int i = 0; i < p->count; i++) {
        double y = p->values[i];
        if (fabs(x) < fabs(y)) {
            const double larger = y;
            y = x;
            x = larger;
        }
        /* volatile: no more precise than a double */
        volatile double high = x + y, difference = high - x;
        const double low = y - difference;
        if (low != 0.0)
            p->values[kept++] = low;
        x = high;
    }
    if (isinf(x))
        return overflow_error("intermediate overflow in fsum");
    p->count = kept;
    if (x != 0.0)
        p->values[p->count++] = x;
    return true;
}

static double rounded(const partials *p)
{
    int n = p->count;
    double high, low = 0.0;

    if (n == 0)
        return 0.0;
    high = p->values[--n];
    while (n > 0) {
        const double x = high, y = p->values[--n];
        volatile double sum = x + y, difference = sum - x;
        high = sum;
        low = y - difference;
        if (low != 0.0)
            break;
    }
    /* Half to even, where a smaller part decides which half it is. */
    if (n > 0 && ((low < 0.0 && p->values[n - 1] < 0.0) || (low > 0.0 && p->values[n - 1] > 0.0))) {
        const double y = low * 2.0;
        volatile double x = high + y, difference = x - high;
        if (y == difference)
            high = x;
    }
    return high;
}

/* Few floats need many parts; those that do take their time. */
static bool charge(int parts)
{
    enum { A_STEP = 32 };
    if (parts < A_STEP)
        return true;
    pkhost_here->region->steps_left -= parts / A_STEP;
    return step_take(pkhost_here);
}

static bool math_fsum(int argc, py_Ref argv)
{
    partials sum = { .count = 0 };
    int more;

    if (!arguments_expected(argc, 1))
        return false;
    if (!py_iter(argv))
        return false;
    py_push(py_retval());
    while ((more = py_next(py_peek(-1))) == 1) {
        double x;
        if (!number_as_float(py_retval(), &x) || !charge(sum.count) || !add_exactly(&sum, x))
            return false;
    }
    py_pop();
    if (more < 0)
        return false;
    if (sum.has_plus && sum.has_minus)
        return ValueError("-inf + inf in fsum");
    return math_give(sum.is_special ? sum.special : rounded(&sum));
}

bool mathematics_install(void)
{
    static const native functions[] = {
        { "ceil", math_ceil },
        { "floor", math_floor },
        { "trunc", math_trunc },
        { "fabs", math_fabs },
        { "fsum", math_fsum },
        { "gcd", math_gcd },
        { "isfinite", math_isfinite },
        { "isinf", math_isinf },
        { "isnan", math_isnan },
        { "isclose(a, b, rel_tol=1e-09, abs_tol=0.0)", math_isclose },
        { "exp", math_exp },
        { "log", math_log },
        { "log2", math_log2 },
        { "log10", math_log10 },
        { "pow", math_pow },
        { "sqrt", math_sqrt },
        { "acos", math_acos },
        { "asin", math_asin },
        { "atan", math_atan },
        { "cos", math_cos },
        { "sin", math_sin },
        { "tan", math_tan },
        { "atan2", math_atan2 },
        { "hypot", math_hypot },
        { "sinh", math_sinh },
        { "cosh", math_cosh },
        { "tanh", math_tanh },
        { "asinh", math_asinh },
        { "acosh", math_acosh },
        { "atanh", math_atanh },
        { "log1p", math_log1p },
        { "degrees", math_degrees },
        { "radians", math_radians },
        { "fmod", math_fmod },
        { "modf", math_modf },
        { "copysign", math_copysign },
        { "factorial", math_factorial },
    };
    return natives_replace(py_getmodule("math"), functions, COUNT(functions))
           && (!dialect_is_python() || integer_mathematics_install());
}
