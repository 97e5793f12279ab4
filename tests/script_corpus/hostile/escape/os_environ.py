# Reads the environment.
# policy: open
# expect: ok|error
# stdout: 0
import os
print(len(os.environ))  # attack
