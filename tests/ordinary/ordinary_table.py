"""The table of the ordinary programs, by group; and the list of those that are open.

    scripts/ordinary [NAME...]            the table, and what differs first in each that is open
    scripts/ordinary --show NAME          all of what programs of that name print, and should
    scripts/ordinary --shrink             take off the list what passes now
    scripts/ordinary --add [NAME...]      put on the list what fails, with what differs first

NAME is a part of a program's path below programs/.  ``--dialect pocketpy`` runs them in PocketPy's
dialect, for comparison.  The exit status is 1 if a program fails that is not on the list.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from ordinary_expected import programs
from ordinary_running import OPEN, difference, group_of, name_of, still_open

HEAD = """\
# The ordinary programs of tests/ordinary/programs that do not do in pkhost what they do in
# CPython 3.11, and what is missing.  This list only shrinks: a program on it that passes makes
# the test fail, and `scripts/ordinary --shrink` takes it off.
"""


def write_open(reasons: dict[str, str]) -> None:
    """Write the list of open programs."""
    lines = [HEAD]
    group = ""
    for name, why in sorted(reasons.items(), key=lambda item: (group_of(item[0]), item[0])):
        if group_of(name) != group:
            group = group_of(name)
            lines.append(f'\n["{group}"]\n')
        # A string of JSON is one of TOML, but for a character that TOML wants escaped.
        text = json.dumps(why, ensure_ascii=False).replace("\x7f", "\\u007f")
        lines.append(f"{name.rpartition('/')[2]} = {text}\n")
    OPEN.write_text("".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print all that differs")
    parser.add_argument("--shrink", action="store_true", help="take what passes off the list")
    parser.add_argument("--add", action="store_true", help="put what fails on the list")
    parser.add_argument("--dialect", default="python", help="python or pocketpy")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    chosen = programs(options.names)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda program: difference(program, options.dialect), chosen))
    open_ones, total, passed, new = still_open(), Counter(), Counter(), 0
    for program, different in zip(chosen, found, strict=True):
        name = name_of(program)
        total[group_of(name)] += 1
        if different is None:
            passed[group_of(name)] += 1
            open_ones = {k: v for k, v in open_ones.items() if not (options.shrink and k == name)}
            continue
        is_new = name not in open_ones
        new += is_new
        print(f"{'NEW  ' if is_new else ''}{name}: {different.what}")
        if options.show:
            print(different.details)
        if is_new and options.add:
            open_ones[name] = different.what
    print(f"\n{'group':40}{'programs':>9}{'pass':>6}{'%':>7}")
    for group, number in sorted(total.items()):
        print(f"{group:40}{number:9}{passed[group]:6}{100 * passed[group] / number:7.1f}")
    every = max(total.total(), 1)
    print(f"{'all':40}{every:9}{passed.total():6}{100 * passed.total() / every:7.1f}")
    if options.shrink or options.add:
        write_open(open_ones)
    return 1 if new and not options.add else 0


if __name__ == "__main__":
    sys.exit(main())
