# Ends the process: a builtin's C function is replaced, and gets the number of its arguments.
poke(_value + 8, c_library().given('_exit'))
_functions[0](1, 2, 3)
