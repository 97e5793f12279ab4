# format_exc of an exception with a large message, kept.
# limits: steps=None
# expect: memory
import traceback
a = []
while True:
    try:
        raise ValueError('y' * 1000)  # attack
    except ValueError:
        a.append(traceback.format_exc())
