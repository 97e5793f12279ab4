# __len__ that returns a text.
# expect: ok|error
class A:
    def __len__(self):
        return 'five'
len(A())
if A():
    pass
