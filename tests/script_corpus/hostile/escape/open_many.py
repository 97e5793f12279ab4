# Opens files for ever and never closes them.
# policy: open
# expect: ok
for i in range(5000):
    try:
        open('/dev/null', 'r')  # attack
    except OSError:
        pass
