"""Sources that are made to break a parser: deep, long, cut off, or no text at all.

With ``PKHOST_SANITIZE=address,undefined`` the parser is built with sanitizers, as the engine is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import parse_tree
import pytest

DEPTHS = (50, 190, 2000)
SIZE = 300_000
"""Bytes of the sources that are long: what is not done in one pass takes minutes with these."""
SECONDS = 120.0
"""After which a parser that does not come to an end is killed: the test takes a tenth of it."""

OPENINGS = (
    *("(|)", "[|]", "{|}", "{1:|}", "{|:1}", "{**|}", "f(|)", "x[|]", "-|", "not |", "~|", "1**|"),
    *("lambda: |", "lambda x=|:1", "1 if 2 else |", "(yield |)", "await |", "[x for x in |]"),
    *("f(a=|)", "f(*|)", "f(**|)", "(x:=|)", "[*|]", "(a,|)", "{1:1,|:1}", "x[a:|]", "print (|)"),
    *("(a if b|)", "f(a,b=(|))", 'f"{|}"', 'f"{x:{|}}"', "{x for x in |}", "({(|):1})"),
)
"""What can be put into each other."""
PLACES = ("{}", "x = {} z", "{} = 1", "with {} as b c: pass", "if {} = b: pass", "del {}", "for {}")
"""Where expressions are tried in several ways."""
BLOCKS = (
    *("if x:", "try:", "try:\n#pass\n@except:", "match x:\n# case 1:", "def f():", "class A:"),
    *("with x:", "for x in y:", "if x: pass\n@else:", "while x:", "async def f():"),
)
PATTERNS = ("(|)", "[|]", "{1:|}", "A(|)", "A(x=|)", "(a||)", "[a,*b,|]")

LONG = (
    *(
        "a+|a",
        "a.|b",
        "a|()",
        "a|[0]",
        "a,|",
        "[|1,]",
        "a=|1",
        "a<|1",
        "a and |b",
        "if a: pass|\nelif a: pass",
    ),
    *(
        '"a" |',
        'f"{a}" |',
        "b'a' |'b'",
        "a;|",
        "|x",
        "|1",
        "|#",
        '"|a"',
        "|\n",
        "| ",
        "a |b ",
        "(a |b ",
    ),
    *(
        "f(|a=1,)",
        "f(|a=1,b)",
        "{|1:1,}",
        "{|1:1,1}",
        "import |a,b",
        "global |a,b",
        "|a\n",
        "|a\na b",
    ),
    *(
        "|type X = int\na b",
        "print |a\n",
        "|@a\n",
        "[x |for x in y ]",
        "[x for x in y |if z ]",
        "|f('x')\n)",
    ),
    *(
        "match x:\n case |1|1: pass",
        "try: pass\n|except a: pass\n",
        "lambda |a,: 1",
        "|\\\n",
        "é|é",
        "|. ",
    ),
    *(
        "a := |a := ",
        "a not |not ",
        "a is |is ",
        "*|a",
        "|...",
        'f"|{a}"',
        "def f(|a,b): pass",
        "\x00|a",
    ),
)
"""What can be repeated, behind the mark and up to what ends it."""


@pytest.fixture
def parser(parse_tree_program: Path) -> Iterator[parse_tree.Parser]:
    with parse_tree.running(parse_tree_program, SECONDS) as running:
        yield running


def nested(form: str, depth: int, inside: str) -> str:
    before, after = form.split("|", 1)
    return before * depth + inside + after * depth


def test_deep_expressions(parser: parse_tree.Parser) -> None:
    errors = set()
    for form in OPENINGS:
        for depth in DEPTHS:
            for inside in ("1", "1 1", "1 if", ""):
                text = nested(form, depth, inside)
                for place in PLACES if inside == "1" else PLACES[:1]:
                    wrong = parser.error(place.replace("{}", text))
                    errors.add(wrong and wrong.message)
                parser.error(text[: len(text) // 2])
    assert {None, "too many nested parentheses", "too many levels of nesting"} <= errors


def test_deep_blocks(parser: parse_tree.Parser) -> None:
    for form in BLOCKS:
        for depth in (40, 99, 150):
            source = ""
            for level in range(depth):
                indent = " " * (2 * level)
                source += indent + form.replace("#", indent + " ").replace("@", indent) + "\n"
            for end in ("pass", "x x", ""):
                wrong = parser.error(source + "  " * depth + end + "\n")
                assert (wrong is None) <= (end == "pass" and depth < 100)
    assert wrong is not None


def test_deep_patterns(parser: parse_tree.Parser) -> None:
    for form in PATTERNS:
        for depth in DEPTHS:
            for inside in ("1", "1 2", "a as b", ""):
                parser.error("match x:\n case " + nested(form, depth, inside) + ": pass\n")


def test_depth_is_bounded_as_a_whole(parser: parse_tree.Parser) -> None:
    """Brackets, blocks and unary operators together."""
    blocks = "".join(" " * level + "if x:\n" for level in range(90))
    expression = "-" * 150 + "(" * 190 + "1" + ")" * 190
    wrong = parser.error(blocks + " " * 90 + expression + "\n")
    assert wrong is not None
    assert wrong.message == "too many levels of nesting"


@pytest.mark.parametrize("form", LONG)
def test_long_sources(parser: parse_tree.Parser, form: str) -> None:
    before, repeated = form.split("|", 1)
    repeated = repeated or before
    parser.ask((before + repeated * (SIZE // len(repeated.encode()))).encode(), "q")


def test_spoilt_bytes(parser: parse_tree.Parser) -> None:
    chosen = random.Random(5)
    text = (Path(__file__).parent / "every_form.txt").read_bytes()
    lines = text.split(b"\n")
    pieces = [
        *re.findall(rb"\W|\w+", text),
        b"\x00",
        b"\xff",
        b"\xe2\x82",
        b"\r",
        b"\x0c",
        b"\t",
        b"\\",
    ]
    for _ in range(4000):
        start = chosen.randrange(len(lines))
        source = bytearray(b"\n".join(lines[start : start + chosen.choice([1, 3, 20])]))
        for _ in range(chosen.choice([1, 2, 5])):
            at = chosen.randrange(len(source) + 1)
            how = chosen.random()
            if how < 0.2:
                del source[at:]
            elif how < 0.5:
                del source[at : at + chosen.choice([1, 2, 10])]
            else:
                source[at:at] = chosen.choice(pieces) * chosen.choice([1, 1, 1, 2, 30])
        parser.ask(bytes(source), chosen.choice("evs"))


def test_bytes_that_are_no_text(parser: parse_tree.Parser) -> None:
    for source in (b"x = '\xff'", b"\n\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80"):
        assert "error SyntaxError" in parser.ask(source)
    assert "null bytes" in parser.ask(b"x\x00y")
