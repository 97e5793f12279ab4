# list.__new__ that returns an int: tuple() takes its result for a list.
# expect: ok
# stdout: (1, 2, 3) (4, 5)
# python expect: error
# python error: TypeError
# python stdout: (nothing)
# python unreached: 10
list.__new__ = lambda cls, *args: 12345678
list.__init__ = lambda self, *args: None
print(tuple([1, 2, 3]), tuple(iter([4, 5])))  # attack
