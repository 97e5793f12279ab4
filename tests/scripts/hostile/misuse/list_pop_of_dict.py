# list's methods on a dict.
# expect: error|crashed|ok|memory
d = {1: 2}
list.pop(d)
list.append(d, 1)
list.sort(d)
