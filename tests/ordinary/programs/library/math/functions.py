import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-3), math.factorial(20), math.factorial(30), math.gcd(12, 18), math.gcd(), math.gcd(4, 6, 8), math.lcm(4, 6), math.lcm(2, 3, 4))
print(math.pow(2, 3), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(0), math.expm1(0), math.hypot(3, 4), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.cbrt(27), math.exp2(3))
print(math.sin(0), math.cos(0), round(math.tan(1), 10), round(math.asin(1), 10), math.acos(1), math.atan(0), round(math.atan2(1, -1), 10), math.degrees(math.pi), math.radians(180), round(math.sinh(1), 10), round(math.tanh(.5), 10), math.acosh(1))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(.1 + .2, .3), math.isclose(1, 1.1, rel_tol=.2), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(3.25), math.frexp(8), math.ldexp(.5, 4), math.fsum([.1] * 10), math.prod([2, 3, 4]), math.prod([], start=5))
print(math.isqrt(17), math.isqrt(10 ** 40), math.comb(5, 2), math.comb(50, 25), math.perm(5, 2), math.perm(4), math.gamma(5), math.lgamma(10), math.erf(.5), math.ulp(1), math.nextafter(1, 2), math.floor(10 ** 20), math.ceil(1e20))
for bad in ("math.sqrt(-1)", "math.log(0)", "math.factorial(-1)", "math.factorial(1.5)", "math.exp(1000)", "math.acos(2)", "math.sqrt('x')", "math.floor(math.inf)", "math.floor(math.nan)", "math.pow(0, -1)", "math.isqrt(-1)", "math.comb(-1, 2)", "math.gcd(1.5)", "math.fmod(1, 0)", "math.log(-1)", "math.log(10 ** 400)"):
    try:
        print(bad, eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
