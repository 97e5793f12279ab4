# join over an endless native iterator that yields a wrong type at once.
# expect: error
# error: TypeError
# python expect: error|steps
# python error: TypeError
''.join(range(10**15))  # attack
