# A truth value of -1 without an exception, in every place that asks for one.
# expect: ok
class L:
    def __len__(self):
        return -1
try:
    1 / 0
except ZeroDivisionError:
    pass
for s in ['not L()', 'L() and 1', 'L() or 1', '1 if L() else 2', 'bool(L())', '[x for x in [1] if L()]', 'any([L()])', 'all([L()])', 'assert L()', 'while L(): pass', 'L() in [L()]', '[L()] == [L()]', 'sorted([2, 1], key=lambda x: x)']:
    try:
        exec(s)  # attack
    except BaseException:
        pass
