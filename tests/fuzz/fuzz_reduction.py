"""A smaller program that still shows a difference: what is not needed for it is taken away."""

from __future__ import annotations

import ast
import copy
import time
from collections.abc import Callable, Iterator

SECONDS = 30.0
"""After so long, what has been found is small enough."""


def reduced(source: str, shows: Callable[[str], bool]) -> str:
    """A smaller source for which ``shows`` is true, as it is for the source itself.

    Statements are taken away, blocks are put in the place of the statements that they belong to,
    and expressions are replaced by parts of themselves, as long as something can be.
    """
    best, end = source, time.monotonic() + SECONDS
    again = True
    while again:
        again = False
        for smaller in _smaller(best):
            if time.monotonic() > end:
                return best
            if len(smaller) < len(best) and shows(smaller):
                best = smaller
                again = True
                break
    return best


def _smaller(source: str) -> Iterator[str]:
    """Sources that lack something, those that lack much first."""
    tree = ast.parse(source)
    for position, _ in enumerate(_bodies(tree)):
        length = len(_bodies(tree)[position])
        step = length
        while step:
            for start in range(0, length, step):
                changed = copy.deepcopy(tree)
                body = _bodies(changed)[position]
                del body[start : start + step]
                if not body and position:
                    body.append(ast.Pass())
                yield from _text(changed)
            step //= 2
    for position, body in enumerate(_bodies(tree)):
        for index, statement in enumerate(body):
            for field in ("body", "orelse", "finalbody"):
                if isinstance(getattr(statement, field, None), list):
                    changed = copy.deepcopy(tree)
                    place = _bodies(changed)[position]
                    place[index : index + 1] = getattr(place[index], field)
                    yield from _text(changed)
    number = sum(1 for _ in _expressions(tree))
    for position in range(number):
        node, *_ = list(_expressions(tree))[position]
        for part in [
            *(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)),
            ast.Constant(0),
        ]:
            changed = copy.deepcopy(tree)
            _, parent, field, index = list(_expressions(changed))[position]
            if index is None:
                setattr(parent, field, part)
            else:
                getattr(parent, field)[index] = part
            yield from _text(changed)


def _text(tree: ast.AST) -> Iterator[str]:
    try:
        text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(text, "main.py", "exec")
    except (SyntaxError, ValueError, AttributeError, TypeError):
        return
    yield text


def _bodies(tree: ast.AST) -> list[list[ast.stmt]]:
    """Every list of statements."""
    found = []
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            value = getattr(node, field, None)
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                found.append(value)
    return found


def _expressions(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.AST, str, int | None]]:
    """Every expression that is read, and where it stands."""
    for parent in ast.walk(tree):
        if isinstance(parent, ast.JoinedStr):
            continue
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr) and not isinstance(value, ast.Constant):
                yield value, parent, field, None
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        yield item, parent, field, index
