# Complex numbers and the cmath module.
import cmath
z = complex(3, 4)
w = 1 + 2j
print(z, z + w, z - w, z * w, abs(z), z.real, z.imag, z == complex(3, 4), -z)
print(f'{cmath.phase(complex(0, 1)):.9f}', z.conjugate())
r = cmath.sqrt(complex(-4, 0))
print(f'{r.real:.6f} {r.imag:.6f}')
