# asserts with odd messages.
# expect: error
# error: AssertionError
for m in [None, 5, [], ValueError]:
    try:
        assert False, m  # attack
    except AssertionError:
        pass
assert False, 'x' * 10000
