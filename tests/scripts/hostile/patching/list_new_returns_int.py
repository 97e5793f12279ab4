# list.__new__ that returns an int: tuple() takes its result for a list.
# expect: ok|error|crashed
list.__new__ = lambda cls, *args: 12345678
list.__init__ = lambda self, *args: None
tuple([1, 2, 3])  # attack
