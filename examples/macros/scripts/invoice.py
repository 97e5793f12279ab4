# Works as if nothing had happened: history and rows() are as total.py left them.
history.append("invoice")
total = 0.0
for row in rows():
    total += sheet.get("D" + row)
sheet.put("A4", "total")
sheet.put("D4", total)
print(f"to pay: {total}")
