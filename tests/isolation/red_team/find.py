# Whether it is there.
peek(c_library().given('optarg')) == MARK
