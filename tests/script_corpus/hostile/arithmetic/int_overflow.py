# Ints that overflow in every operator wrap or err, but never trap.
# expect: ok
big = 2**63 - 1
small = -2**63
for a in [big, small, 1, -1, 0]:
    for b in [big, small, 1, -1, 0, 2**32]:
        a + b
        a - b
        a * b
        -a
        abs(a)
        ~a
        a & b
        a | b
        a ^ b  # attack
