# __len__ that returns -1, as a truth value: the library takes it for "an exception was raised".
# expect: error|crashed
class A:
    def __len__(self):
        return -1
if A():
    pass
