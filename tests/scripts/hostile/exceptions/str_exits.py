# An uncaught exception whose __str__ exits.
# expect: error|ok
class E(Exception):
    def __str__(self):
        exit(7)
raise E('x')
