# Changes sys.argv and version for the next run.
# policy: open
# expect: ok|error
import sys
sys.argv.append('left behind')
sys.version = None
sys.platform = 5  # attack
