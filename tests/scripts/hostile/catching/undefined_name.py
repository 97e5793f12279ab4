# "except" of an undefined name loops for ever in the stock VM, without a bytecode that ends.
# expect: steps
while True:
    try:
        1 / 0
    except undefined_name:
        pass
