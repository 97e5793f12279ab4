# Takes the repr of the repr: the backslashes double each time.
# expect: memory
s = "'\""
while True:
    s = repr(s)  # attack
