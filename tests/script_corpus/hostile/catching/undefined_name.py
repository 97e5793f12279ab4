# "except" of an undefined name loops for ever in the stock VM, without a bytecode that ends; here it is a NameError.
# expect: error
# error: NameError
while True:
    try:
        1 / 0  # attack
    except undefined_name:
        pass
