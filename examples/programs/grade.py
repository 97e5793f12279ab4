"""Grades a student's program: compile it once, run it on every case, contained.

python examples/programs/grade.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pkhost import Limits, Status, run_program

SUBMISSION = r"""
#include <stdio.h>

int main(void)
{
    long n, sum = 0;

    if (scanf("%ld", &n) != 1)
        return 1;
    if (n == 13)                      /* superstition */
        for (;;)
            ;
    while (n-- > 0) {
        long value;

        if (scanf("%ld", &value) != 1)
            return 1;
        sum += value;
    }
    printf("%ld\n", sum);
    return 0;
}
"""

CASES = [
    ("3\n1 2 3\n", "6\n"),
    ("0\n", "0\n"),
    ("2\n1\n", "1\n"),
    ("13\n" + "1\n" * 13, "13\n"),
]


def main() -> None:
    # A generous wall time: on a busy machine a right answer takes longer, but not more CPU time.
    limits = Limits(wall_time=10, cpu_time=0.5, memory="64MB", processes=1, stdout="64kB")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.c").write_text(SUBMISSION)
        compiled = run_program(
            ["gcc", "-O1", "main.c", "-o", "main"],
            profile="compile",
            cwd=folder,
            writable=[folder],
            limits=Limits(memory="512MB"),
        )
        if compiled.status is not Status.OK:
            print("it does not compile:", compiled.stderr, sep="\n")
            return
        for number, (given, expected) in enumerate(CASES, 1):
            result = run_program([Path(folder, "main")], stdin=given, limits=limits)
            if result.status is not Status.OK:
                print(f"case {number}: {result.error}")
            elif result.stdout != expected:
                print(f"case {number}: printed {result.stdout!r} instead of {expected!r}")
            else:
                print(f"case {number}: right, in {result.usage.cpu_time * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
