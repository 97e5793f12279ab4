# Follows 100,000 attributes in one expression.
# limits: memory=128MB
# expect: ok|error|crashed|steps
class A:
    pass
a = A()
a.a = a
exec('a' + '.a' * 100000)  # attack
