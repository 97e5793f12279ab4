table = {"double": lambda x: x * 2, "half": lambda x: x / "2"}
print(table["double"](4))
print(table["half"](4))
