# Prompts for ever: a prompt is output.
# limits: steps=None stdout=64KB
# expect: output
while True:
    try:
        input('your name? ')  # attack
    except EOFError:
        pass
