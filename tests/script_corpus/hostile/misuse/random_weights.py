# choices with weights that are infinite, not numbers, negative.
# expect: ok
import random
for w in [[float('inf'), 1.0], [float('nan'), 1.0], [-5.0, 10.0], [1e308, 1e308], [0.0, 1e-5]]:
    try:
        str(random.choices(['a' * 30, 'b' * 30], w, k=100))  # attack
    except BaseException:
        pass
