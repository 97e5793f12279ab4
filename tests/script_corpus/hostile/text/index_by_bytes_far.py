# The same with a long text of wide characters, whose bounds differ by megabytes.
# expect: error|ok
s = '😀' * 200000
for i in range(200000, 800000, 10000):
    try:
        s[i]  # attack
    except IndexError:
        pass
