# Copies the sheet, and the copy, and its copy.
history.append("hoard")
sheet.put("A1", "copied")
copies = [sheet.names()]
while True:
    copies = copies + copies
