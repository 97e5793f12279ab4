# Nests f-strings in f-strings, alternating the quotes.
# expect: ok|error|crashed
s = '1'
for i in range(40):
    q = '"' if i % 2 else "'"
    s = 'f' + q + '{' + s + '}' + q
exec(s)  # attack
