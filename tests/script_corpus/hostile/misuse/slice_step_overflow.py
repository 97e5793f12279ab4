# A slice whose index overflows as it steps.
# expect: ok|error|memory
a = list(range(10))
a[5::2**31 - 1]
a[5::-2**31]
'abcdefghij'[5::2**31 - 1]  # attack
