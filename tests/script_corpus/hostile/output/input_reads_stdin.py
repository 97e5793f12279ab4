# Reads what it is given.
# stdin: first\nsecond\n
# expect: ok
# stdout: first
# stdout: second
print(input())
print(input())  # attack
