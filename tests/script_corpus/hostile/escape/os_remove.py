# Removes a file of the host's.
# policy: open
# expect: error
import os
os.remove('{canary}')  # attack
