import string, textwrap
from datetime import date
people = [{"name": "Ann Lee", "due": 120.5, "since": date(2024, 1, 5)}, {"name": "Bob", "due": 0, "since": date(2023, 12, 24)}]
letter = string.Template("""Dear $name,

you owe us $$${amount} since ${when}. $closing
""")
for p in people:
    first, *rest = p["name"].split()
    body = letter.substitute(name=first, amount=f"{p['due']:,.2f}", when=p["since"].strftime("%d %B %Y"), closing="Please pay." if p["due"] else "Thank you!")
    print(textwrap.indent(textwrap.fill(" ".join(body.split()), 40), "  | "))
    print("initials:", "".join(w[0] for w in p["name"].split()), "| slug:", p["name"].lower().replace(" ", "-"), "| title:", " ".join(rest) or "none")
table = [["name", "qty"], ["apples", 3], ["pears", 12]]
widths = [max(len(str(r[i])) for r in table) for i in range(2)]
for i, row in enumerate(table):
    print("| " + " | ".join(str(c).ljust(w) if isinstance(c, str) else str(c).rjust(w) for c, w in zip(row, widths)) + " |")
    if i == 0: print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
