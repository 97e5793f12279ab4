# "is" between short inline and long heap texts.
# expect: ok
a = 'short'
b = 'a text that is longer than fits inline'
a is b
b is a
a is 'short'
b is b + ''
[a] == [b]  # attack
