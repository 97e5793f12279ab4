# print(*list): the argument buffer overflow that an innocent program meets first.
# expect: error
# error: TypeError
# python expect: ok
print(*list(range(3000)))  # attack
