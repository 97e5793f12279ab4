# Number times price, in a new column.
history.append("total")
for row in rows():
    sheet.put("D" + row, sheet.get("B" + row) * sheet.get("C" + row))
print(len(rows()), "rows")
