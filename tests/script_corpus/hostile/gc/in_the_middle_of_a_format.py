# Collects while format() and % take their arguments.
# policy: open
# expect: ok
import gc
class A:
    def __str__(self):
        gc.collect()
        return 'text made on the way ' * 3
    def __repr__(self):
        return str(self)
'%s %r' % (A(), A())
'{} {}'.format(A(), A())
f'{A()} {A()!r}'
print(A(), A(), end='')  # attack
