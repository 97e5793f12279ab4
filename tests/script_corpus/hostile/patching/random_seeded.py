# Seeds and steps the shared random generator.
# expect: ok
import random
random.seed(12345)
for i in range(100):
    random.random()  # attack
