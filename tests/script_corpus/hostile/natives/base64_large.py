# base64 of a large text for ever.
# limits: steps=None wall_time=0.5 memory=64MB
# expect: wall_time|memory
import base64
b = ('x' * 3000000).encode()
while True:
    base64.b64encode(b)  # attack
