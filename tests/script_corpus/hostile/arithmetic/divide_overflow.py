# -2**63 // -1 overflows: a machine divide traps.
# expect: ok
x = -2**63
y = -1
x // y  # attack
