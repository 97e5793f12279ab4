# A range whose step overflows past its end.
# expect: ok
for i in range(2**63 - 2, 2**63 - 1, 2**62):  # attack
    pass
for i in range(0, 2**63 - 1, 2**62):
    pass
