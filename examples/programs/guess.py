"""Plays a guessing game against a program: the interactor of a programming contest.

python examples/programs/guess.py
"""

from __future__ import annotations

from pkhost import Limits, ProgramEnded, open_program

GAME = """
secret=$1
echo 'I think of a number from 1 to 100.'
while read guess; do
    if [ "$guess" -lt "$secret" ]; then echo higher
    elif [ "$guess" -gt "$secret" ]; then echo lower
    else echo "that's it"; exit 0; fi
done
"""


def main() -> None:
    with open_program(["sh", "-c", GAME, "game", "42"], limits=Limits(wall_time=5)) as program:
        print(program.read_until("\n"), end="")
        low, high = 1, 100
        try:
            while low <= high:
                guess = (low + high) // 2
                program.send(f"{guess}\n")
                answer = program.expect(r"(higher|lower|that's it)\n", timeout=2)[1]
                print(f"{guess}: {answer}")
                if answer == "higher":
                    low = guess + 1
                elif answer == "lower":
                    high = guess - 1
                else:
                    break
            program.result(timeout=2)
        except (ProgramEnded, TimeoutError) as error:
            print("it does not play by the rules:", error)
    print(program.result())


if __name__ == "__main__":
    main()
