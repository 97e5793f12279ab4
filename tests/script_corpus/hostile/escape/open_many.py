# Opens files for ever and never closes them.
# policy: open
# expect: ok
# python expect: ok|steps
for i in range(5000):
    try:
        open('/dev/null', 'r')  # attack
    except OSError:
        pass
