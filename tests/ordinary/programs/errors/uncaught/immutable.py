name = "hello"
name[0] = "J"
