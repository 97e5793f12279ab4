# Nests 20,000 calls as arguments of each other.
# limits: memory=128MB
# expect: ok|error|crashed
def f(x):
    return x
exec('f(' * 20000 + '1' + ')' * 20000)  # attack
