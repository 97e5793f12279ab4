# str.join with an int as separator.
# expect: error|crashed|ok|memory
str.join(1, ['a', 'b'])
