# __eq__ clears both lists that are compared.
# expect: ok
class A:
    def __eq__(self, other):
        a.clear()
        b.clear()
        for i in range(100):
            junk.append([i] * 1000)
        return True
    def __ne__(self, other):
        return False
junk = []
a = [A() for i in range(1000)]
b = [A() for i in range(1000)]
a == b  # attack
