# Keeps everything:  scripts/pkhost run --memory 16MB examples/limits/memory.py
history = []
while True:
    history.append(list(range(100)))
