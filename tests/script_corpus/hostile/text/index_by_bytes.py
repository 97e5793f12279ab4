# str's index is checked against bytes, not characters: reads behind the text.
# expect: error|ok
s = 'é' * 10
for i in range(10, 20):
    try:
        s[i]  # attack
    except IndexError:
        pass
