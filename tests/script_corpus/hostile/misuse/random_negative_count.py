# choices with a negative count.
# expect: ok
import random
a = random.choices([1, 2, 3], k=-5)  # attack
len(a)
str(a)
a.append(1)
