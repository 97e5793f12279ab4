# A source of 100,000 line continuations.
# expect: ok|error|crashed
exec('x = ' + '\\\n' * 100000 + '1')
