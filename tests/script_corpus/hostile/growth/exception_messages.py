# Raises and catches exceptions with megabytes of message.
# limits: steps=5000
# expect: steps|memory
while True:
    try:
        raise ValueError('x' * 1000000)  # attack
    except ValueError:
        pass
