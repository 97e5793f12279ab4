# An uncaught exception whose __str__ fills memory.
# expect: memory
class E(Exception):
    def __str__(self):
        a = [0]
        while True:
            a = a + a
raise E('x')  # attack
