# An uncaught exception whose __str__ recurses for ever.
# expect: error
# error: E
class E(Exception):
    def __str__(self):
        return str(self)
raise E('x')  # attack
