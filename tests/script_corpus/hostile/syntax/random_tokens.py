# Thousands of sources of random tokens, from a fixed seed.
# limits: steps=3000000 memory=64MB wall_time=20
# expect: ok
import random
random.seed(20240601)
tokens = ['(', ')', '[', ']', '{', '}', ':', ',', '.', ';', '=', '==', '+', '-', '*', '**', '/', '//', '%', '<', '<<', 'x', 'y', 'f', '1', '2.5', '"s"', "'t'", "f'{x}'", 'b"z"', '1j', '...', '->', '@', '~', '\n', '\n ', '\n  ', '\t', 'if', 'else', 'elif', 'for', 'in', 'while', 'def', 'class', 'return', 'yield', 'lambda', 'try', 'except', 'with', 'as', 'import', 'from', 'del', 'global', 'not', 'and', 'or', 'is', 'None', 'True', 'pass', 'break', 'continue', 'raise', 'assert', 'match', 'case']
for i in range(6000):
    s = ' '.join(random.choices(tokens, k=random.randint(1, 15)))
    try:
        compile(s, 'f', 'exec')  # attack
    except SyntaxError:
        pass
