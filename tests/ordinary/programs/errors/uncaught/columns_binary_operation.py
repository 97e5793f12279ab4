x, y, z = 1, "2", 3
print(x + z * 2)
print((x * 2) + (y + z) * 5)
