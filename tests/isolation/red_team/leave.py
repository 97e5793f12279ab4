# Leaves something for whoever comes next, outside of the VM's memory: in a variable of the C library's
# that nobody uses.
poke(c_library().given('optarg'), MARK)
