# Replaces every character by 100 kB.
# expect: memory
('a' * 10000).replace('a', 'b' * 100000)  # attack
