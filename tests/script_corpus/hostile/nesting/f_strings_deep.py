# Opens 100,000 f-strings inside each other: the lexer recurses once a level.
# expect: error|crashed
exec("f'{" * 100000)  # attack
