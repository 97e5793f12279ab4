# compile() without running: the parser's recursion in another entry.
# expect: error|crashed
compile('(' * 300000, 'x', 'eval')
