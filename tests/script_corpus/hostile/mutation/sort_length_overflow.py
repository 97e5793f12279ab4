# __lt__ shrinks the list while it is sorted and uses it afterwards.
# expect: ok
class A:
    def __lt__(self, other):
        while len(a) > 3:
            a.pop()
        return True
    def __gt__(self, other):
        return False
a = [A() for i in range(1000)]
a.sort()
for i in range(len(a)):
    a[i].x = 1  # attack
