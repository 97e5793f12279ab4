# help() of a function with a large docstring.
# limits: steps=None stdout=64KB
# expect: output
def f():
    pass
exec('def f():\n    """' + 'doc ' * 1000 + '"""\n')
while True:
    help(f)  # attack
