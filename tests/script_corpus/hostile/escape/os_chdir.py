# Changes the process's working directory.
# policy: open
# expect: error
# python expect: ok
import os
os.chdir('/')  # attack
