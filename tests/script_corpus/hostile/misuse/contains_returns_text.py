# __contains__ that returns what is no bool.
# expect: ok
class A:
    def __contains__(self, x):
        return 'no'
1 in A()
1 not in A()  # attack
