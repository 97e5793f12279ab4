print("x", sep="", sep="-")
