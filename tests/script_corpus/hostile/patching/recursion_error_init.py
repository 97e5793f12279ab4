# RecursionError.__init__ that recurses.
# expect: error|crashed
def bad(self, *args):
    f()
RecursionError.__init__ = bad
def f():
    f()
f()  # attack
