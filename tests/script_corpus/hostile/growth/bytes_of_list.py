# bytes of a huge list.
# expect: memory|ok
bytes([0] * 5000000)  # attack
