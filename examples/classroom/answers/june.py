def second_largest(numbers):
    # Tries to break the interpreter, which may compile nested expressions by recursion in C.
    return eval("(" * 100000)
