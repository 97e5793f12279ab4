/* gamma.c -- the gamma function.
 *
 * Lanczos's approximation with the coefficients that CPython's Modules/mathmodule.c has from Boost
 * (g = 6.0246..., N = 13), evaluated in its order: the C library's function differs in last digits. */
#include "python/gamma.h"

#include <math.h>
#include <stddef.h>

enum { TERMS = 13, WHOLE_MOST = 23 };

static const double G = 6.024680040776729583740234375;
static const double G_LESS_HALF = 5.524680040776729583740234375;
static const double LOG_PI = 1.144729885849400174143427351353058711647;

static const double numerator[TERMS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
static const double denominator[TERMS] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0,
};

/* Of a positive number; from 5 on in powers of 1/x, so that nothing overflows. */
static double lanczos_sum(double x)
{
    double above = 0.0, below = 0.0;
    if (x < 5.0) {
        for (int i = TERMS; --i >= 0;) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
    } else {
        for (int i = 0; i < TERMS; i++) {
            above = above / x + numerator[i];
            below = below / x + denominator[i];
        }
    }
    return above / below;
}

/* sin(pi x), without pi's error where x is large. */
static double sine_of_pi_times(double x)
{
    const double y = fmod(fabs(x), 2.0);
    double result;
    switch ((int)round(2.0 * y)) {
    case 0: result = sin(M_PI * y); break;
    case 1: result = cos(M_PI * (y - 0.5)); break;
    case 2: result = sin(M_PI * (1.0 - y)); break;
    case 3: result = -cos(M_PI * (y - 1.5)); break;
    default: result = sin(M_PI * (y - 2.0)); break;
    }
    return copysign(1.0, x) * result;
}

static double factorial_before(int n)
{
    double product = 1.0;
    for (int i = 2; i < n; i++)
        product *= i;
    return product;
}

double gamma_of(double x)
{
    const double size = fabs(x);
    if (x == floor(x) && x <= WHOLE_MOST)
        return factorial_before((int)x);
    if (size < 1e-20)
        return 1.0 / x;
    if (size > 200.0)
        return x < 0.0 ? 0.0 / sine_of_pi_times(x) : INFINITY;
    const double y = size + G_LESS_HALF;
    /* What the sum lost. */
    volatile double kept = size > G_LESS_HALF ? y - size : y - G_LESS_HALF;
    const double lost = (size > G_LESS_HALF ? kept - G_LESS_HALF : kept - size) * G / y;
    double result;
    if (x < 0.0) {
        result = -M_PI / sine_of_pi_times(size) / size * exp(y) / lanczos_sum(size);
        result -= lost * result;
    } else {
        result = lanczos_sum(size) / exp(y);
        result += lost * result;
    }
    if (size < 140.0) {
        const double power = pow(y, size - 0.5);
        return x < 0.0 ? result / power : result * power;
    }
    const double root = pow(y, size / 2.0 - 0.25); /* twice, since the power may overflow */
    return x < 0.0 ? result / root / root : result * root * root;
}

double gamma_logarithm(double x)
{
    const double size = fabs(x);
    if (x == 1.0 || x == 2.0)
        return 0.0;
    if (size < 1e-20)
        return -log(size);
    double result = log(lanczos_sum(size)) - G;
    result += (size - 0.5) * (log(size + G - 0.5) - 1.0);
    if (x < 0.0)
        result = LOG_PI - log(fabs(sine_of_pi_times(size))) - log(size) - result;
    return result;
}
