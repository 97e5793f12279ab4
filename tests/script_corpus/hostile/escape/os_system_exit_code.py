# Runs a shell command whose exit code would show.
# policy: open
# expect: ok|error
import os
code = os.system('exit 42')  # attack
assert code != 42 * 256 and code != 42, 'a shell ran'
