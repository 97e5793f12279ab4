# Puts properties on object under names that natives use.
# expect: error
# error: TypeError
# python expect: ok
for name in ['__init__', '__new__', '__eq__', '__len__', '__iter__', '__next__', '__call__', '__enter__', '__repr__', '__str__']:
    try:
        setattr(object, name, property(lambda self: 5))
    except BaseException:
        pass
class A:
    pass
try:
    a = A()
except BaseException:
    pass
for x in [1]:
    str(x)  # attack
