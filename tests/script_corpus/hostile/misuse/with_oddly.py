# with on things that are no context managers.
# expect: error
# error: TypeError
for x in [None, 5, 'a', [], object]:
    try:
        with x:
            pass
    except BaseException:
        pass
class A:
    __enter__ = 5
    __exit__ = 5
with A():  # attack
    pass
