# Asks which files exist.
# policy: open
# expect: ok|error
# stdout: False False
import os
print(os.path.exists('/etc/passwd'), os.path.exists('/'))  # attack
