# Clears the main module's namespace while it runs.
# expect: ok|error
# error: NameError
x = 1
globals().clear()
x  # attack
