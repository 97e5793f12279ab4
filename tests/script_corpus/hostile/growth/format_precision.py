# A float with a thousand digits of precision.
# expect: ok
print(len('{:.1000f}'.format(1e300)))
print(len(f'{1e-300:.500f}'))  # attack
