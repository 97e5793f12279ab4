# A class as __next__, whose __new__ raises StopIteration: the call leaves values on the stack.
# expect: ok
# stdout: [[], [], []]
# stdout: [1, 2]
class Stops:
    def __new__(cls, iterator):
        raise StopIteration
class Iterator(dict):
    __next__ = Stops
    def __iter__(self):
        return self
def one_after_another(rest):
    yield 1
    for x in rest:
        yield x
    yield 2
print([[y for y in Iterator()] for x in range(3)])  # attack
print([x for x in one_after_another(Iterator())])  # attack
