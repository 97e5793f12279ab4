# Calls the result of a call 100,000 times in one expression.
# limits: memory=128MB
# expect: ok|error|crashed|steps
def f():
    return f
exec('f' + '()' * 100000)  # attack
