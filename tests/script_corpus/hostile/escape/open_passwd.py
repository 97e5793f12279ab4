# Reads the password file, in every mode.
# policy: open
# expect: ok
# stdout: done
# python expect: error
# python error: ValueError
# python stdout: (nothing)
for mode in ['r', 'rb', 'r+', 'a', 'ab', 'rw', '', 'x', 'r' * 1000, '%s']:
    try:
        f = open('/etc/passwd', mode)  # attack
        text = f.read()
        if len(text) > 0:
            print('read it', mode)
    except OSError:
        pass
print('done')
