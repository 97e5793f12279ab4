# encode and decode of a growing text.
# expect: memory
s = 'é' * 1000
while True:
    s = (s + s).encode().decode()  # attack
