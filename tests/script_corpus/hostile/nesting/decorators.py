# Puts 20,000 decorators on one function.
# expect: ok|error|crashed|steps
def d(f):
    return f
exec('@d\n' * 20000 + 'def f(): pass\n')  # attack
