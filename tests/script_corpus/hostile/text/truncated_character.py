# A text that ends inside a four-byte character, walked to its end and beyond.
# expect: error
# limits: wall_time=2
s = b'ab\xf0'.decode()  # attack
n = 0
for c in s:
    n += 1
    if n > 100000:
        break
