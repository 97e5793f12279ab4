# Runs a shell command.
# policy: open
# expect: ok|error
import os
print(os.system('touch {canary}'))  # attack
