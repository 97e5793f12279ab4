# An uncaught exception whose __str__ exits.
# expect: error
# error: SystemExit
# python error: E
class E(Exception):
    def __str__(self):
        exit(7)
raise E('x')  # attack
