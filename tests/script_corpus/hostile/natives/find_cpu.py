# A native loop against the CPU clock.
# limits: steps=None wall_time=10 cpu_time=0.1
# expect: cpu_time
s = 'é' * 500000
while True:
    s[::2]  # attack
