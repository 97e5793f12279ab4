z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * 2, z + 1, 1 - z, z * z, z / 2, z ** 2, -z, z == 3 + 4j, z != 0)
print(complex(1, 2), complex("1-2j"), complex(3), complex(0, -0.0), 1j ** 2, 1j * 1j, (1 + 1j) / (1 - 1j), complex("j"), 0j, -1j, 1e20j)
print(repr(2j), str(1.5 + 0j), f"{z:.1f}", f"{z}", hash(1 + 0j) == hash(1), bool(0j), 1 + 0j == 1, [z], {z: 1}[3 + 4j])
import cmath
print(cmath.sqrt(-1), cmath.polar(1j), cmath.phase(-1), cmath.exp(0), round(cmath.exp(1j * cmath.pi).real, 10), cmath.isclose(1, 1 + 1e-12))
for bad in ("z < 1", "int(z)", "float(z)", "z // 2", "z % 2", "complex('x')", "1j / 0", "complex([])"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
print((1 + 2j) * (3 - 1j), sum([1j, 2, 3.5]), pow(2, 1j).real > 0, isinstance(z, complex), complex(1.5, -2).__class__.__name__)
