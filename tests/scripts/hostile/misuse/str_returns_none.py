# __str__ that returns None.
# expect: error|crashed|ok
class A:
    def __str__(self):
        return None
f'{A()}'
