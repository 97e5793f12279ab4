# -2**63 % -1 overflows in the same way.
# expect: ok
x = -2**63
y = -1
x % y
divmod(x, y)  # attack
