# RecursionError.__init__ that recurses.
# expect: error|crashed
# python unreached: 9
def bad(self, *args):
    f()
RecursionError.__init__ = bad
def f():
    f()
f()  # attack
