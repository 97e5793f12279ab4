# exec that loops inside a handler, nested ten deep.
# expect: steps
s = 'while True: pass'
for i in range(10):
    s = 'try:\n  exec(' + repr(s) + ')\nexcept:\n  pass\nwhile True: pass'
exec(s)  # attack
