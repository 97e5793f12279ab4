# Reloads modules written in the dialect.
# policy: open
# expect: ok|error
import importlib
import collections
importlib.reload(collections)  # attack
