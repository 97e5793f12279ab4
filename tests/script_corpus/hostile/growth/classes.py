# Defines classes for ever: types are never freed, and their index is a 16-bit number.
# limits: steps=None memory=64MB
# expect: error
# error: RuntimeError
while True:
    class A:  # attack
        pass
