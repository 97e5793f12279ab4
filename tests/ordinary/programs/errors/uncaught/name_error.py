def greet(name):
    print("Hello, " + nmae)

greet("Ann")
