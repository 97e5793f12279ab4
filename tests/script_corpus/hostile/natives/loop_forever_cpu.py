# The plainest endless loop against the CPU clock.
# limits: steps=None wall_time=10 cpu_time=0.1
# expect: cpu_time
while True:  # attack
    pass
