# Slices a long list into copies that are kept.
# limits: steps=None
# expect: memory
a = [1] * 1000
b = []
while True:
    b.append(a[1:])  # attack
