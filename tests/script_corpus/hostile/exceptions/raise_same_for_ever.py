# Raises one exception object for ever: its traceback must not grow without end.
# limits: steps=3000000 memory=8MB
# expect: steps
e = ValueError('again')
while True:
    try:
        raise e  # attack
    except ValueError:
        pass
