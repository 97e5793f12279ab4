# Messages full of format specifiers.
# expect: error
# error: ValueError
raise ValueError('%s %n %d %p %t %v %q %%' * 100)  # attack
