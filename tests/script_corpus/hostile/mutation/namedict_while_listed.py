# Changes a namespace while its items are walked.
# expect: ok|error
class A:
    pass
a = A()
for i in range(100):
    setattr(a, 'k' + str(i), i)
for k, v in a.__dict__.items():
    delattr(a, k)
    setattr(a, k + 'x', v)  # attack
