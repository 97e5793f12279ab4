def f():
    try:
        [][0]
    finally:
        print("finally ran")

f()
