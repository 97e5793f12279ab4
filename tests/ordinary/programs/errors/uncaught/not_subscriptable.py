def get():
    pass

print(get()[0])
