# Provokes syntax errors for ever: what the compiler allocated before the error must not leak for ever.
# limits: steps=2000000
# expect: steps|memory
while True:
    try:
        exec('def f(a, b):\n  x = [1, 2, {3: 4}\n  return (((')  # attack
    except SyntaxError:
        pass
