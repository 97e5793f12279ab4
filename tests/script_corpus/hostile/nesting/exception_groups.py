# Groups of exceptions in groups, deeper than there is room for on the value stack.
# expect: ok
# dialect: python
# limits: memory=64MB steps=3000000
# stdout: split RecursionError
# stdout: repr RecursionError
# stdout: subgroup RecursionError
# stdout: except* RecursionError
group = ValueError()
for i in range(20000):
    group = ExceptionGroup('x', [group])

def star():
    try:
        raise group
    except* ValueError:
        pass

for name, way in [('split', lambda: group.split(KeyError)), ('repr', lambda: repr(group)),
                  ('subgroup', lambda: group.subgroup(lambda one: False)), ('except*', star)]:
    try:
        way()  # attack
    except RecursionError:
        print(name, 'RecursionError')
