# Deletes every builtin it can.
# expect: ok
import builtins
for name in dir(builtins):  # attack
    if name not in ['delattr', 'dir', 'builtins']:
        try:
            delattr(builtins, name)
        except BaseException:
            pass
