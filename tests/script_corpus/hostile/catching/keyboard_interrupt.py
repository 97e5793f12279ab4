# Raises KeyboardInterrupt itself: that must not look like the host's.
# expect: error
# error: KeyboardInterrupt
raise KeyboardInterrupt  # attack
