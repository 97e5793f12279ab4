# Asks for the working directory.
# policy: open
# expect: error
# python expect: ok
import os
print(os.getcwd())  # attack
