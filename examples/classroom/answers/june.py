def second_largest(numbers):
    # Breaks the interpreter: it compiles nested expressions by recursion in C.
    return eval("(" * 100000)
