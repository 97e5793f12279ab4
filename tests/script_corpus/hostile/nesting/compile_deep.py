# compile() without running: the parser's recursion in another entry.
# limits: memory=128MB
# expect: error|crashed
compile('(' * 300000, 'x', 'eval')  # attack
