# Functions with huge docstrings.
# limits: steps=None
# expect: memory
a = []
doc = 'd' * 10000
while True:
    exec('def f():\n    """' + doc + '"""\n')
    a.append(f)  # attack
