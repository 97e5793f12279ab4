def area(r):
    assert r >= 0, "radius must not be negative"
    return 3 * r * r

print(area(2))
print(area(-1))
