# Does not compile at all.
print('never')
def f(:
    pass
