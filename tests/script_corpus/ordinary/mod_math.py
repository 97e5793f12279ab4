# The math module.
import math
print(math.pi, math.e, math.sqrt(16), math.floor(2.7), math.ceil(2.1), math.fabs(-3))
print(math.gcd(12, 18), math.factorial(10), math.isclose(0.1 + 0.2, 0.3), math.isnan(float('nan')), math.isinf(math.inf))
for x in [0.0, 0.5, 1.0, 2.0]:
    print(f'{math.sin(x):.9f} {math.cos(x):.9f} {math.tan(x):.9f} {math.exp(x):.9f} {math.atan2(x, 1):.9f}')
print(f'{math.log(10):.9f} {math.log2(8):.6f} {math.log10(1000):.6f} {math.degrees(math.pi):.6f} {math.radians(180):.9f}')
print(math.modf(3.25), math.copysign(1, -0.0), math.fsum([0.1] * 10))
