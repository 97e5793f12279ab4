# An uncaught exception whose __str__ raises.
# expect: error
# error: E
class E(Exception):
    def __str__(self):
        1 / 0
raise E('x')  # attack
