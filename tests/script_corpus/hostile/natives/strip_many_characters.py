# strip with a long set of characters.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
('z' * 300000).strip('a' * 100000 + 'z')  # attack
