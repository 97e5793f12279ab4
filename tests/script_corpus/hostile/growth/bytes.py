# Doubles a bytes object for ever.
# expect: memory
b = b'x' * 1 if hasattr(bytes, '__mul__') else b'xxxxxxxx'
while True:
    b = b + b  # attack
