# A key among the attributes of a function or object gives that another __dict__ while a name is looked for.
# expect: ok
# dialect: python
# limits: steps=5000000
# stdout: {}
# stdout: {}
# stdout: False
# stdout: False
import gc

class Drops(str):
    __hash__ = str.__hash__
    def __eq__(self, other):
        global junk
        dropped.__dict__ = {}
        gc.collect()
        junk = [{i: i} for i in range(3000)]
        return False

def function():
    pass

class Plain:
    pass

for dropped in [function, Plain()]:
    dropped.__dict__[Drops('name')] = 1
    dropped.name = 1  # attack
    print(dropped.__dict__)
for dropped in [function, Plain()]:
    dropped.__dict__[Drops('name')] = 1
    print(hasattr(dropped, 'name'))  # attack
