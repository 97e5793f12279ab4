prices = {"apple": 1}
total = prices["apple"] + prices["pear"]
