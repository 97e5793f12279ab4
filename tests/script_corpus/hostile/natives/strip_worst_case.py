# strip of a long text: each step finds its index by walking from the start.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
(' ' * 1000000).strip()  # attack
