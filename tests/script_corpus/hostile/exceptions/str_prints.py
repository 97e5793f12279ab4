# An uncaught exception whose __str__ prints.
# expect: steps
class E(Exception):
    def __str__(self):
        for i in range(100000):
            print('from the message')
        return 'x'
raise E('x')  # attack
