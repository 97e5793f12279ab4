# Changes the process's working directory.
# policy: open
# expect: error
import os
os.chdir('/')  # attack
