# __len__ that returns -1, as a truth value: the library takes it for "an exception was raised".
# expect: error
# error: RuntimeError
# python error: ValueError
class A:
    def __len__(self):
        return -1
try:
    1 / 0
except ZeroDivisionError:
    pass
if A():  # attack
    print('true')
print('a script that was cut off must not end as ok')
