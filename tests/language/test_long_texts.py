# ruff: noqa: E501  (programs)
"""Long texts that are not ASCII: places of characters (csrc/engine/interpose/text_places.c)."""

from __future__ import annotations

import pytest
from language_helpers import check

from pkhost import VM, Limits


@pytest.mark.parametrize(
    "text",
    [
        "'é' * 500",
        "'aé😀' * 333 + 'x'",
        "'a' * 700",
        "'😀' + 'b' * 300",
        "'a' * 95 + 'é'",
        "'\\ud800é' * 200",
    ],
)
def test_places(vm: VM, text: str) -> None:
    """Every index, slice, and what find() and regular expressions answer."""
    check(
        vm,
        f"""
        import re
        s = {text}
        n = len(s)
        print(n, [ascii(s[i]) for i in (0, 1, 31, 32, 33, 63, 64, 95, n // 2, n - 1, -1, -n)])
        print(hash(''.join(s[i] for i in range(n)) == s), hash(''.join(s[i] for i in range(n - 1, -1, -1)) == s[::-1]))
        for i in range(-n - 2, n + 3, 7):
            for j in (i + 1, i + 5, i + 40, n, -1):
                assert s[i:j] == ''.join(list(s)[i:j]) and s[i:j:3] == ''.join(list(s)[i:j:3]), (i, j)
        print([s.find(s[i:i + 3], i) for i in range(0, n, 5)], [s.rfind(s[i], 0, i + 1) for i in range(0, n, 9)])
        print([s.find('x', i) for i in range(0, n + 2, 50)], s.index(s[n // 3:]), s.count(s[0], 40, 99))
        print([m.span() for m in re.finditer('[a-c]|é{{2}}', s)][:40], re.compile('.').match(s, n - 1).span())
        for i in (n, -n - 1):
            try: s[i]
            except IndexError as error: print(error)
        """,
    )


def test_texts_that_take_the_place_of_others(vm: VM) -> None:
    """A text that is collected leaves its address to another."""
    check(
        vm,
        """
        import gc
        wrong = 0
        for turn in range(300):
            s = chr(0xe9 + turn % 7) * 50 + 'a' * (turn % 50) + chr(0x1f600) * 30
            kept = list(s)
            wrong += s[60] != kept[60] or len(s) != len(kept) or s[-31:-29] != ''.join(kept[-31:-29])
            del s
            if turn % 3 == 0:
                gc.collect()
        print(wrong)
        """,
    )


def test_no_walk_for_each_character() -> None:
    """200,000 characters, each asked for by its number: a walk to each would take minutes."""
    with VM(limits=Limits(wall_time=30)) as vm:
        result = vm.run(
            "import re\n"
            "s = 'é' * 200_000\n"
            "n = sum(s[i] == 'é' for i in range(len(s)))\n"
            "n += sum(len(s[i:i + 2]) for i in range(0, len(s), 2))\n"
            "at = 0\n"
            "while (at := s.find('é', at) + 1) > 0: n += 1\n"
            "p, at = re.compile('é'), 0\n"
            "while at < len(s): at = p.match(s, at).end()\n"
            "print(n + at)\n"
        )
        assert result.ok, result
        assert result.stdout == "800000\n"
