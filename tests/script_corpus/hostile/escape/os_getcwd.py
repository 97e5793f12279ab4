# Asks for the working directory.
# policy: open
# expect: error
import os
print(os.getcwd())  # attack
