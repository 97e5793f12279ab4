# Nests 100,000 parentheses inside one f-string.
# expect: error|crashed
exec("f'{" + '(' * 100000 + '1' + ')' * 100000 + "}'")  # attack
