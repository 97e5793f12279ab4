# Prints the variables of the process's environment.
at = peek(c_library().given('environ'))
while at != 0 and peek(at) != 0:
    print(stdc.read_cstr(peek(at)))
    at += 8
