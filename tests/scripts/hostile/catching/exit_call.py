# exit() ends the process in the stock library.
# expect: ok|error
exit(3)
