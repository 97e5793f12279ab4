# An assert whose message loops while it is shown.
# expect: steps
class A:
    def __str__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
assert False, A()  # attack
