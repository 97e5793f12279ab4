# __len__ that returns a text.
# expect: error
# error: TypeError
# python unreached: 9
class A:
    def __len__(self):
        return 'five'
len(A())
if A():  # attack
    pass
