# Compares two equal long texts again and again.
# limits: steps=None wall_time=0.5
# expect: wall_time
a = 'x' * 3000000 + 'a'
b = 'x' * 3000000 + 'b'
while True:
    a < b  # attack
