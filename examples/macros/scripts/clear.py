# Clears the sheet again and again, and forgets all that the VM knows.
history.clear()
rows = None
while True:
    for name in sheet.names():
        sheet.put(name, "")
