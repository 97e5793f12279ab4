import textwrap
t = "The quick brown fox jumps over the lazy dog and runs away from the very-hyphenated-word-thing."
print(textwrap.wrap(t, 20)); print(textwrap.fill(t, 30)); print(textwrap.fill(t, 40, initial_indent="* ", subsequent_indent="  ")); print(textwrap.shorten(t, 30), "|", textwrap.shorten("short", 30), "|", textwrap.shorten(t, 25, placeholder=".."))
print(textwrap.dedent("""
    a
      b
    c
""")); print(textwrap.indent("x\n\ny", "> ")); print(textwrap.indent("x\n\ny", "> ", lambda l: True)); print(textwrap.wrap("abcdefghij", 4), textwrap.wrap("a b", 10), textwrap.wrap(""), textwrap.wrap("longword", 3, break_long_words=False), textwrap.TextWrapper(width=10, max_lines=2, placeholder="…").fill(t))
