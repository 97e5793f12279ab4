# exit() ends the process in the stock library.
# expect: error
# error: SystemExit
exit(3)  # attack
