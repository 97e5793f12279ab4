# Halves prices, until it comes to the row with nothing in it.
history.append("discount")
for row in rows():
    sheet.put("C" + row, sheet.get("C" + row) / 2)
    each = sheet.get("D" + row) / sheet.get("B" + row)
    sheet.put("E" + row, each)
