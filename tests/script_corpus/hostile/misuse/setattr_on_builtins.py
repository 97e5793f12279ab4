# Sets attributes on values and builtin types.
# expect: ok
for x in [1, 'a', None, [], {}, (), 1.5, len, lambda: 1, range(3), ValueError(1), ...]:
    try:
        x.attribute = 1  # attack
    except BaseException:
        pass
