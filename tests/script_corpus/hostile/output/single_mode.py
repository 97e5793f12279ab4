# Code in "single" mode shows its values: that is output too.
# limits: steps=None stdout=64KB
# expect: output
c = compile('"x" * 1000', 'f', 'single')
while True:
    exec(c)  # attack
