for text in ["1", "2x"]:
    number = int(text)
    print(number)
