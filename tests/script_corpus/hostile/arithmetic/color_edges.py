# Colours out of range.
# expect: ok
from vmath import color32
for args in [(256, 0, 0, 0), (-1, -1, -1, -1), (2**63 - 1, 0, 0, 0), (0, 0, 0, 0)]:
    try:
        c = color32(*args)
        c.to_hex()
        c.ansi_fg('x')
        color32.alpha_blend(c, c)
    except BaseException:
        pass
for s in ['', '#', '#12', '#zzzzzz', '#123456789', 'x' * 1000, '%s%n']:
    try:
        color32.from_hex(s)  # attack
    except BaseException:
        pass
