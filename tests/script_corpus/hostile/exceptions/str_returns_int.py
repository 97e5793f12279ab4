# An uncaught exception whose __str__ returns an int.
# expect: error
# error: E
class E(Exception):
    def __str__(self):
        return 5
raise E('x')  # attack
