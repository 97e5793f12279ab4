try:
    int("zz")
except ValueError as e:
    e.add_note("while reading line 3")
    e.add_note("of the file")
    raise
