# Searches the C library's heap for what begins with the halves of a secret.
beginning = stdc.malloc(64)
stdc.write_cstr(beginning, FIRST_HALF + SECOND_HALF)
length = len(FIRST_HALF + SECOND_HALF)
word = peek(beginning)
at = peek(c_library().given('__curbrk')) - 4096
while True:  # down to the beginning of the heap, where the engine stops it
    if peek(at) == word and stdc.memcmp(at, beginning, length) == 0:
        print(stdc.read_cstr(at))
    at -= 8
