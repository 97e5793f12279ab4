# Float arithmetic and its text.
print(0.1 + 0.2, 1.0, 1e10, 1.5e-7, 100000.0, 1e16, 123456789.123)
print(7.5 // 2, 7.5 % 2, -7.5 % 2, 2.0 ** 0.5, round(2.5), round(-2.5), round(3.14159, 3))
print(float('1.5'), float('inf'), float('-inf'), float(3), int(1e9), str(0.5), repr(1 / 3))
print(1.5 < 2, 1e3 == 1000, abs(-1.5), -0.5, float('nan') == float('nan'))
print((1.0).__add__(2), max(0.1, 0.01), sum([0.1] * 10), 5 / 3)
