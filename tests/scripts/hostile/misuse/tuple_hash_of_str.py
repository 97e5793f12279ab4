# tuple.__hash__ of a str.
# expect: error|crashed|ok
tuple.__hash__('a text of more than sixteen bytes')
