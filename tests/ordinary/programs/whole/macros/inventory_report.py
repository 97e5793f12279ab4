import csv, io
from collections import defaultdict
from decimal import Decimal, ROUND_HALF_UP
DATA = """item,category,qty,price
bolt,hardware,120,0.15
nut,hardware,200,0.10
"lamp, desk",electric,7,24.995
cable,electric,30,3.5
glue,,4,2.25
"""
totals, rows = defaultdict(Decimal), []
for row in csv.DictReader(io.StringIO(DATA)):
    value = (int(row["qty"]) * Decimal(row["price"])).quantize(Decimal("0.01"), ROUND_HALF_UP)
    totals[row["category"] or "other"] += value
    rows.append((row["item"], int(row["qty"]), value))
print(f"{'item':<12}|{'qty':>5}|{'value':>10}"); print("-" * 29)
for item, qty, value in sorted(rows, key=lambda r: -r[2]): print(f"{item:<12}|{qty:>5}|{value:>10,}")
for cat in sorted(totals): print(f"{cat:.<20}{totals[cat]:.>10}")
print("total", sum(totals.values()), max(totals, key=totals.get))
