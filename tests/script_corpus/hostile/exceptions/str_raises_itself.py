# An uncaught exception whose __str__ raises itself.
# expect: error
# error: E
class E(Exception):
    def __str__(self):
        raise self
raise E('x')  # attack
