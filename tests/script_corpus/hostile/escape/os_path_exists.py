# Asks which files exist.
# policy: open
# expect: ok|error
# stdout: False False
# python stdout: False True
import os
print(os.path.exists('/etc/passwd'), os.path.exists('/'))  # attack
