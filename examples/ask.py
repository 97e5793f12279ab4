# Reads what you type, when it asks:  scripts/pkhost run examples/ask.py
name = input("What is your name? ")
print(f"Hello, {name}!")
