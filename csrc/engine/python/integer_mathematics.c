/* integer_mathematics.c -- what the module math has for integers of any size, and what PocketPy's has
 * not: dialect "python". */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/gamma.h"
#include "python/install.h"
#include "python/math_results.h"
#include "python/number_operators.h"
#include "stop/steps.h"

#include <math.h>

/* ----------------------------------------------------------------------- whole numbers */

static bool whole(int argc, py_Ref argv, const char *method, double (*rounded)(double))
{
    if (!arguments_expected(argc, 1))
        return false;
    if (integer_is(&argv[0]))
        return integer_index(&argv[0], py_retval());
    if (argv[0].type != tp_float) {
        py_Ref own = class_find_in(argv[0].type, py_name(method));
        if (own != NULL) {
            py_TValue callable = *own, self = argv[0];
            return call_special(&callable, 1, &self);
        }
        if (rounded == trunc)
            return TypeError("type %t doesn't define __trunc__ method", argv[0].type);
    }
    double x;
    if (!number_as_float(&argv[0], &x))
        return false;
    py_TValue f;
    py_newfloat(&f, rounded(x));
    return integer_of_object(&f, py_retval());
}

static bool math_ceil(int argc, py_Ref argv) { return whole(argc, argv, "__ceil__", ceil); }
static bool math_floor(int argc, py_Ref argv) { return whole(argc, argv, "__floor__", floor); }
static bool math_trunc(int argc, py_Ref argv) { return whole(argc, argv, "__trunc__", trunc); }

/* *so_far = *so_far operation value, both integers. */
static bool apply(enum integer_operation operation, py_TValue *so_far, const py_TValue *value)
{
    integer a, b;
    integer_read(so_far, &a);
    integer_read(value, &b);
    return integer_operate(operation, &a, &b, so_far);
}

static bool apply_small(enum integer_operation operation, py_TValue *so_far, int64_t value)
{
    py_TValue small;
    py_newint(&small, value);
    return apply(operation, so_far, &small);
}

static bool common_divisor(const py_TValue *a, const py_TValue *b, py_TValue *out)
{
    integer x, y;
    integer_read(a, &x);
    integer_read(b, &y);
    return integer_gcd(&x, &y, out);
}

static bool is_zero(const py_TValue *value)
{
    integer i;
    integer_read(value, &i);
    return i.size == 0;
}

static bool absolute(py_TValue *value)
{
    integer i;
    integer_read(value, &i);
    return !i.negative || integer_give(value, false, i.limbs, i.size);
}

static bool math_gcd(int argc, py_Ref argv)
{
    py_TValue result, next;
    py_newint(&result, 0);
    for (int i = 0; i < argc; i++)
        if (!integer_index(&argv[i], &next) || !common_divisor(&result, &next, &result))
            return false;
    *py_retval() = result;
    return true;
}

static bool math_lcm(int argc, py_Ref argv)
{
    py_TValue result, next, divisor;
    py_newint(&result, 1);
    for (int i = 0; i < argc; i++) {
        if (!integer_index(&argv[i], &next))
            return false;
        if (is_zero(&result))
            continue;
        if (!common_divisor(&result, &next, &divisor))
            return false;
        if (is_zero(&next))
            result = next;
        else if (!apply(INTEGER_FLOORDIV, &result, &divisor) || !apply(INTEGER_MUL, &result, &next)
                 || !absolute(&result))
            return false;
    }
    *py_retval() = result;
    return true;
}

/* An argument that is not negative and has 64 bits; `large` says what is wrong with others. */
static bool take_count(py_Ref value, const char *negative, const char *large, int64_t *out)
{
    py_TValue index;
    integer i;
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &i);
    if (i.negative)
        return ValueError("%s", negative);
    return integer_as_int64(&i, out) || overflow_error("%s", large);
}

static bool math_factorial(int argc, py_Ref argv)
{
    int64_t n;
    if (!arguments_expected(argc, 1))
        return false;
    if (argv[0].type == tp_float)
        return TypeError("'float' object cannot be interpreted as an integer");
    if (!take_count(&argv[0], "factorial() not defined for negative values",
                    "factorial() argument should not exceed 9223372036854775807", &n))
        return false;
    py_TValue result;
    py_newint(&result, 1);
    /* As many factors at a time as 64 bits hold. */
    int64_t product = 1, larger;
    for (int64_t i = 2; i <= n; i++) {
        if (!__builtin_mul_overflow(product, i, &larger)) {
            product = larger;
            continue;
        }
        if (!step_take(pkhost_here) || !apply_small(INTEGER_MUL, &result, product))
            return false;
        product = i;
    }
    if (!apply_small(INTEGER_MUL, &result, product))
        return false;
    *py_retval() = result;
    return true;
}

/* n (n-1) … (n-k+1), divided by 1 … k if `choose`. */
static bool falling(py_TValue n, int64_t k, bool choose)
{
    py_TValue result;
    py_newint(&result, 1);
    for (int64_t i = 1; i <= k; i++) {
        if (!step_take(pkhost_here) || !apply(INTEGER_MUL, &result, &n)
            || !apply_small(INTEGER_SUB, &n, 1)
            || (choose && !apply_small(INTEGER_FLOORDIV, &result, i)))
            return false;
    }
    *py_retval() = result;
    return true;
}

static bool take_two(const char *name, py_Ref argv, py_TValue *n, py_TValue *k, bool *too_many)
{
    integer i, j;
    (void)name;
    if (!integer_index(&argv[0], n) || !integer_index(&argv[1], k))
        return false;
    integer_read(n, &i);
    integer_read(k, &j);
    if (i.negative)
        return ValueError("n must be a non-negative integer");
    if (j.negative)
        return ValueError("k must be a non-negative integer");
    *too_many = integer_compare(&j, &i) > 0;
    return true;
}

static bool math_comb(int argc, py_Ref argv)
{
    py_TValue n, k, rest;
    integer i, j;
    bool too_many;
    int64_t count;
    if (!argument_count("comb", argc, 2, 2) || !take_two("comb", argv, &n, &k, &too_many))
        return false;
    if (too_many) {
        py_newint(py_retval(), 0);
        return true;
    }
    rest = n;
    if (!apply(INTEGER_SUB, &rest, &k))
        return false;
    integer_read(&rest, &i);
    integer_read(&k, &j);
    if (!integer_as_int64(integer_compare(&i, &j) < 0 ? &i : &j, &count))
        return overflow_error("min(n - k, k) must not exceed 9223372036854775807");
    return falling(n, count, true);
}

static bool math_perm(int argc, py_Ref argv)
{
    py_TValue n, k;
    integer j;
    bool too_many;
    int64_t count;
    if (!argument_count("perm", argc, 1, 2))
        return false;
    if (argc == 1 || argv[1].type == tp_NoneType)
        return math_factorial(1, argv);
    if (!take_two("perm", argv, &n, &k, &too_many))
        return false;
    if (too_many) {
        py_newint(py_retval(), 0);
        return true;
    }
    integer_read(&k, &j);
    if (!integer_as_int64(&j, &count))
        return overflow_error("k must not exceed 9223372036854775807");
    return falling(n, count, false);
}

static bool math_isqrt(int argc, py_Ref argv)
{
    py_TValue index;
    integer i;
    if (!arguments_expected(argc, 1) || !integer_index(&argv[0], &index))
        return false;
    integer_read(&index, &i);
    if (i.negative)
        return ValueError("isqrt() argument must be nonnegative");
    return integer_root(&i, py_retval());
}

/* prod(iterable, /, *, start=1) */
/* `start` is nil if it is not given. */
static bool product(py_Ref items, py_Ref start)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!py_iter(items))
        return false;
    py_push(py_retval());
    if (start->type != tp_nil)
        py_push(start);
    else
        py_newint(py_pushtmp(), 1);
    py_newnil(py_pushtmp());
    int got;
    while ((got = py_next(base)) > 0) {
        base[2] = *py_retval();
        if (!step_take(pkhost_here) || !pk_stack_binaryop(vm, __mul__, __rmul__)) {
            got = -1;
            break;
        }
        base[1] = *py_retval();
        vm->stack.sp = base + 3;
    }
    if (got == 0)
        *py_retval() = base[1];
    vm->stack.sp = base;
    return got == 0;
}

/* prod(iterable, /, *, start=1) */
static bool math_prod(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("prod() takes exactly 1 positional argument (%d given)", argc);
    py_TValue nothing = { .type = tp_nil };
    return product(argv, &nothing);
}
static bool math_prod_bound(int argc, py_Ref argv)
{
    (void)argc;
    return product(&argv[0], &argv[1]);
}

/* --------------------------------------------------------------------------- logarithms */

/* Of an int beyond every float too. */
static bool logarithm(py_Ref value, double (*of)(double), double *out)
{
    integer i;
    double x;
    if (integer_is(value)) {
        integer_read(value, &i);
        if (i.negative || i.size == 0)
            return math_domain_error();
        if (!integer_as_float(&i, &x)) {
            const uint64_t bits = limbs_bits(i.limbs, i.size), drop = bits - 64;
            py_TValue by, top;
            integer count, high;
            py_newint(&by, (int64_t)drop);
            integer_read(&by, &count);
            if (!integer_operate(INTEGER_RSHIFT, &i, &count, &top))
                return false;
            integer_read(&top, &high);
            integer_as_float(&high, &x);
            *out = of(x) + of(2.0) * (double)drop;
            return true;
        }
    } else if (!number_as_float(value, &x)) {
        return false;
    }
    const double result = of(x);
    if ((isnan(result) && !isnan(x)) || (isinf(result) && isfinite(x)))
        return math_domain_error();
    *out = result;
    return true;
}

static bool math_log(int argc, py_Ref argv)
{
    double value, base;
    if (argc < 1 || argc > 2)
        return TypeError("log expected at %s %d argument%s, got %d", argc < 1 ? "least" : "most",
                         argc < 1 ? 1 : 2, argc < 1 ? "" : "s", argc);
    if (!logarithm(&argv[0], log, &value))
        return false;
    if (argc == 1)
        return math_give(value);
    if (!logarithm(&argv[1], log, &base))
        return false;
    if (base == 0.0)
        return ZeroDivisionError("float division by zero");
    return math_give(value / base);
}

static bool math_log2(int argc, py_Ref argv)
{
    double value;
    return arguments_expected(argc, 1) && logarithm(&argv[0], log2, &value) && math_give(value);
}

static bool math_log10(int argc, py_Ref argv)
{
    double value;
    return arguments_expected(argc, 1) && logarithm(&argv[0], log10, &value) && math_give(value);
}

/* ------------------------------------------------------------------------------- floats */

#define ONE(name, function)                        \
    static bool math_##name(int argc, py_Ref argv) \
    {                                              \
        double x;                                  \
        if (!math_take(argc, argv, 1, &x))         \
            return false;                          \
        const double result = function(x);         \
        if (isnan(result) && !isnan(x))            \
            return math_domain_error();            \
        if (isinf(result) && isfinite(x))          \
            return math_range_error();             \
        return math_give(result);                  \
    }
ONE(cbrt, cbrt)
ONE(exp2, exp2)
ONE(expm1, expm1)
ONE(erf, erf)
ONE(erfc, erfc)

static bool math_gamma(int argc, py_Ref argv)
{
    double x;
    if (!math_take(argc, argv, 1, &x))
        return false;
    if (x == 0.0 || (x < 0 && (isinf(x) || floor(x) == x)))
        return math_domain_error();
    const double result = isfinite(x) ? gamma_of(x) : x;
    return isinf(result) && isfinite(x) ? math_range_error() : math_give(result);
}

static bool math_lgamma(int argc, py_Ref argv)
{
    double x;
    if (!math_take(argc, argv, 1, &x))
        return false;
    if (x <= 0.0 && floor(x) == x && isfinite(x))
        return math_domain_error();
    const double result = isfinite(x) ? gamma_logarithm(x) : fabs(x);
    return isinf(result) && isfinite(x) ? math_range_error() : math_give(result);
}

static bool math_frexp(int argc, py_Ref argv)
{
    double x;
    int exponent = 0;
    if (!math_take(argc, argv, 1, &x))
        return false;
    const double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
    py_Ref pair = py_newtuple(py_retval(), 2);
    py_newfloat(&pair[0], mantissa);
    py_newint(&pair[1], exponent);
    return true;
}

static bool math_ldexp(int argc, py_Ref argv)
{
    double x;
    int64_t exponent;
    integer i;
    if (!arguments_expected(argc, 2) || !number_as_float(&argv[0], &x))
        return false;
    if (!integer_is(&argv[1]))
        return TypeError("Expected an int as second argument to ldexp.");
    integer_read(&argv[1], &i);
    if (!integer_as_int64(&i, &exponent))
        exponent = i.negative ? INT64_MIN : INT64_MAX;
    const int limited = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : (int)exponent;
    const double result = ldexp(x, limited);
    return isinf(result) && isfinite(x) ? math_range_error() : math_give(result);
}

static bool math_remainder(int argc, py_Ref argv)
{
    double v[2];
    if (!math_take(argc, argv, 2, v))
        return false;
    if (isfinite(v[0]) && v[1] == 0.0)
        return math_domain_error();
    if (isinf(v[0]) && !isnan(v[1]))
        return math_domain_error();
    return math_give(remainder(v[0], v[1]));
}

static bool math_nextafter(int argc, py_Ref argv)
{
    double v[2];
    return math_take(argc, argv, 2, v) && math_give(nextafter(v[0], v[1]));
}

static bool math_ulp(int argc, py_Ref argv)
{
    double x;
    if (!math_take(argc, argv, 1, &x))
        return false;
    if (!isfinite(x))
        return math_give(fabs(x));
    x = fabs(x);
    const double above = nextafter(x, INFINITY);
    return math_give(isinf(above) ? x - nextafter(x, 0.0) : above - x);
}

bool integer_mathematics_install(void)
{
    static const native functions[] = {
        { "ceil", math_ceil },
        { "floor", math_floor },
        { "trunc", math_trunc },
        { "gcd", math_gcd },
        { "lcm", math_lcm },
        { "factorial", math_factorial },
        { "comb", math_comb },
        { "perm", math_perm },
        { "isqrt", math_isqrt },
        { "prod", math_prod },
        { "log", math_log },
        { "log2", math_log2 },
        { "log10", math_log10 },
        { "cbrt", math_cbrt },
        { "exp2", math_exp2 },
        { "expm1", math_expm1 },
        { "erf", math_erf },
        { "erfc", math_erfc },
        { "gamma", math_gamma },
        { "lgamma", math_lgamma },
        { "frexp", math_frexp },
        { "ldexp", math_ldexp },
        { "remainder", math_remainder },
        { "nextafter", math_nextafter },
        { "ulp", math_ulp },
    };
    static const native_signature signatures[] = {
        { "prod(iterable, /, *, start=1)", math_prod, math_prod_bound },
    };
    signatures_add(signatures, COUNT(signatures));
    py_GlobalRef const math = py_getmodule("math");
    py_TValue tau;
    py_newfloat(&tau, 2 * M_PI);
    py_setdict(math, py_name("tau"), &tau);
    return natives_replace(math, functions, COUNT(functions)) && distances_install();
}
