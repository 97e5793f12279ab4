# A slice with a step of zero, and of 2**32, which is no zero.
# expect: ok
try:
    [1, 2, 3][::0]  # attack
except ValueError:
    assert [1, 2, 3][::2**32] == [1]
