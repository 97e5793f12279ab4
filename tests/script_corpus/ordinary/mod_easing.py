# Easing functions, all of them.
import easing
for name in sorted([n for n in dir(easing) if n[0] != '_']):
    f = getattr(easing, name)
    print(name, ' '.join([f'{f(x):.6f}' for x in [0.0, 0.25, 0.5, 0.75, 1.0]]))
