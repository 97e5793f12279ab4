/* distances.c -- math.hypot(), math.dist() and math.isclose() of dialect "python". */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/math_results.h"
#include "python/install.h"

#include <math.h>

enum { DIMENSIONS_MOST = 256 };

/* A sum near 1, and what each addition to it lost, by its kind. */
typedef struct sum {
    double near, lost[3];
} sum;

static void add(sum *s, int kind, double x)
{
    const double before = s->near;
    s->near += x;
    s->lost[kind] += (before - s->near) + x;
}

static double total(const sum *s) { return s->near - 1.0 + (s->lost[0] + s->lost[1] + s->lost[2]); }

/* The halves of a number's digits, whose products are exact. */
static void split(double x, double *high, double *low)
{
    const double t = x * 134217729.0; /* 2**27 + 1 */
    *high = t - (t - x);
    *low = x - *high;
}

/* The root of a sum of squares, by the steps of CPython 3.11's vector_norm(), so that all digits are
 * the same: scaled so that nothing overflows, squared exactly, summed with what is lost, and the
 * root corrected once.  `values` are not negative, `most` is the largest. */
static double norm(const double *values, int count, double most)
{
    enum { LEAST = -1023 };
    int exponent;
    double high, low;
    sum s = { .near = 1.0 };
    if (most == 0.0 || isinf(most) || count <= 1)
        return most;
    frexp(most, &exponent);
    if (exponent < LEAST) { /* its inverse would overflow */
        for (int i = 0; i < count; i++)
            add(&s, 0, values[i] / most * (values[i] / most));
        return most * sqrt(s.near - 1.0 + s.lost[0]);
    }
    const double scale = ldexp(1.0, -exponent);
    for (int i = 0; i < count; i++) {
        split(values[i] * scale, &high, &low);
        add(&s, 0, high * high);
        add(&s, 1, 2.0 * high * low);
        s.lost[2] += low * low;
    }
    const double root = sqrt(total(&s));
    split(root, &high, &low);
    add(&s, 0, -high * high);
    add(&s, 1, -2.0 * high * low);
    add(&s, 2, -low * low);
    return (root + total(&s) / (2.0 * root)) / scale;
}

static bool give_norm(double *values, int count)
{
    double most = 0.0;
    bool is_nan = false;
    for (int i = 0; i < count; i++) {
        values[i] = fabs(values[i]);
        is_nan |= isnan(values[i]);
        if (values[i] > most)
            most = values[i];
    }
    py_newfloat(py_retval(), is_nan && !isinf(most) ? NAN : norm(values, count, most));
    return true;
}

static bool math_hypot(int argc, py_Ref argv)
{
    double values[DIMENSIONS_MOST];
    if (argc > DIMENSIONS_MOST)
        return ValueError("hypot() takes at most %d coordinates here", (int)DIMENSIONS_MOST);
    for (int i = 0; i < argc; i++)
        if (!number_as_float(&argv[i], &values[i]))
            return false;
    return give_norm(values, argc);
}

/* A point's coordinates, of any iterable; -1: raised. */
static int take_point(py_Ref point, double *values)
{
    py_TValue tuple, arguments[1] = { *point };
    if (!py_tpcall(tp_tuple, 1, arguments))
        return -1;
    tuple = *py_retval();
    py_StackRef const kept = py_pushtmp();
    *kept = tuple;
    const int count = py_tuple_len(kept);
    bool ok = count <= DIMENSIONS_MOST
              || ValueError("dist() takes at most %d dimensions here", (int)DIMENSIONS_MOST);
    for (int i = 0; ok && i < count; i++)
        ok = number_as_float(py_tuple_getitem(kept, i), &values[i]);
    pk_current_vm->stack.sp = kept;
    return ok ? count : -1;
}

static bool math_dist(int argc, py_Ref argv)
{
    double p[DIMENSIONS_MOST], q[DIMENSIONS_MOST];
    if (argc != 2)
        return TypeError("dist expected 2 arguments, got %d", argc);
    const int count = take_point(&argv[0], p);
    if (count < 0)
        return false;
    const int other = take_point(&argv[1], q);
    if (other < 0)
        return false;
    if (count != other)
        return ValueError("both points must have the same number of dimensions");
    for (int i = 0; i < count; i++)
        p[i] -= q[i];
    return give_norm(p, count);
}

/* isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0), nil for what was not given */
static bool isclose_bound(int argc, py_Ref argv)
{
    enum { A, B, RELATIVE, ABSOLUTE };
    double a, b, relative = 1e-9, absolute = 0.0;
    (void)argc;
    if (!number_as_float(&argv[A], &a) || !number_as_float(&argv[B], &b)
        || (argv[RELATIVE].type != tp_nil && !number_as_float(&argv[RELATIVE], &relative))
        || (argv[ABSOLUTE].type != tp_nil && !number_as_float(&argv[ABSOLUTE], &absolute)))
        return false;
    if (relative < 0.0 || absolute < 0.0)
        return ValueError("tolerances must be non-negative");
    bool close = a == b;
    if (!close && !isinf(a) && !isinf(b)) {
        const double apart = fabs(b - a);
        close = apart <= fabs(relative * b) || apart <= fabs(relative * a) || apart <= absolute;
    }
    py_newbool(py_retval(), close);
    return true;
}

static bool math_isclose(int argc, py_Ref argv)
{
    return math_isclose_plain(argc, argv, isclose_bound);
}

bool distances_install(void)
{
    static const native functions[] = {
        { "hypot", math_hypot },
        { "dist", math_dist },
        { "isclose", math_isclose },
    };
    static const native_signature signatures[] = {
        { "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, isclose_bound },
    };
    signatures_add(signatures, COUNT(signatures));
    return natives_replace(py_getmodule("math"), functions, COUNT(functions));
}
