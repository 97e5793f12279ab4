"""Mutants of the corpus: scripts that nobody wrote, made from those that somebody did.

Lines of one script are put into another, scripts are run inside each other's handlers, tokens are
swapped, doubled and lost.  Nothing is expected of a mutant but that it ends as a result and that
the VM, reset, is as new.  Seeds are fixed: each run makes the same mutants of the same corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost
from corpus import CASES, LIMITS, check_afterwards

ORDINARY = sorted((Path(__file__).parent / "script_corpus" / "ordinary").glob("*.py"))
SOURCES = [case.source for case in CASES] + [path.read_text("utf-8") for path in ORDINARY]
SEEDS = range(20)
MUTANTS_A_SEED = 75
QUICK = LIMITS.replace(steps=100_000, stdout="64KiB", wall_time=0.2)
TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def lines(source: str) -> list[str]:
    return [line for line in source.splitlines() if not line.startswith("#")]


def splice(chance: random.Random) -> str:
    """One script's lines in the middle of another's."""
    outer, inner = lines(chance.choice(SOURCES)), lines(chance.choice(SOURCES))
    place = chance.randrange(len(outer) + 1)
    return "\n".join(outer[:place] + inner + outer[place:])


def swallow(chance: random.Random) -> str:
    """One script, then a second in a handler that swallows everything, then a third."""
    first, second, third = (lines(chance.choice(SOURCES)) for _ in range(3))
    body = ["    " + line for line in second] or ["    pass"]
    return "\n".join([*first, "try:", *body, "except BaseException:", "    pass", *third])


def scramble(chance: random.Random) -> str:
    """Some tokens replaced by another script's, doubled, moved or lost."""
    tokens = TOKEN.findall("\n".join(lines(chance.choice(SOURCES)))) or ["pass"]
    others = TOKEN.findall(chance.choice(SOURCES))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(tokens))
        change = chance.randrange(4)
        if change == 0:
            tokens[place] = chance.choice(others)
        elif change == 1:
            tokens.insert(place, chance.choice(others))
        elif change == 2:
            tokens[place] = chance.choice(tokens)
        elif len(tokens) > 1:
            del tokens[place]
    return "".join(tokens)


@pytest.fixture(scope="module")
def vm(isolation: str, dialect: str) -> Iterator[pkhost.VM]:
    with pkhost.VM(limits=LIMITS) as vm:
        yield vm


@pytest.mark.parametrize("seed", SEEDS)
def test_mutants_end_as_results(seed: int, vm: pkhost.VM) -> None:
    chance = random.Random(seed)
    for number in range(MUTANTS_A_SEED):
        source = chance.choice([splice, swallow, scramble])(chance).replace("\0", "")
        result = vm.run(source, limits=QUICK)
        assert isinstance(result.status, pkhost.Status)
        assert result.status is pkhost.Status.OK or result.error is not None
        vm.reset()
        if number % 10 == 0:
            check_afterwards(vm)
    check_afterwards(vm)
