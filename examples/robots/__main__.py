"""Twelve scripted robots collect gems; one thinks for ever, one eats memory, the game goes on.

python examples/robots [--frames N] [--seed N] [--plain]
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.table import Table
from world import HEIGHT, WIDTH, Place, World

from pkhost import VM, Determinism, Limits

SCRIPTS = Path(__file__).parent / "scripts"
# Whose scripts play.  Each robot has a VM of its own.  Robots with the same script have the same
# author, so they need no walls between them: they are a group, and share a process.
TEAM = ["seeker"] * 3 + ["wanderer"] * 3 + ["patrol"] * 2 + ["planner", "endless", "eater", "buggy"]

DIRECTIONS = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}

STEPS_A_FRAME = 1000
FRAMES_A_SECOND = 20
# For a robot's whole life.  While it is paused, no clock of its runs.
LIMITS = Limits(steps=100_000_000, memory="4MiB", wall_time=60, cpu_time=60)


class Robot:
    """A script that runs for some steps a frame, and what it may do in the world."""

    def __init__(self, letter: str, script: str, world: World, seed: int) -> None:
        self.letter, self.script, self.world = letter, script, world
        self.place = world.anywhere()
        self.gems = 0
        self.moved = False
        self.idle_frames = 0
        self.vm = VM(limits=LIMITS, group=script)
        # The whole of what the script can reach.
        self.vm.expose_module(
            "robot", {"move": self.move, "look": self.look, "position": lambda: self.place}
        )
        source = (SCRIPTS / f"{script}.py").read_text(encoding="utf-8")
        self.run = self.vm.start(
            source, f"{script}.py", deterministic=Determinism(seed=seed), paused=True
        )

    def move(self, direction: str) -> bool:
        """Go one field; False at the edge of the world.  This ends the robot's frame."""
        if direction not in DIRECTIONS:
            raise ValueError(f"{direction!r} is no direction; there are: {', '.join(DIRECTIONS)}")
        if self.moved:  # sorted(places, key=robot.move) calls again before it comes to the pause
            raise RuntimeError("a robot moves once a frame")
        self.moved = True
        self.run.pause()
        x, y = self.place[0] + DIRECTIONS[direction][0], self.place[1] + DIRECTIONS[direction][1]
        if not (0 <= x < WIDTH and 0 <= y < HEIGHT):
            return False
        self.place = x, y
        self.gems += self.world.take_gem(self.place)
        return True

    def look(self) -> list[Place]:
        """The five nearest gems: how far to the east, and how far to the south."""
        seen = [(x - self.place[0], y - self.place[1]) for x, y in self.world.gems]
        return sorted(seen, key=lambda gem: (abs(gem[0]) + abs(gem[1]), gem))[:5]

    def frame(self) -> None:
        """Let the script go on until it moves, ends, or has spent its steps."""
        self.moved = False
        self.run.step(STEPS_A_FRAME)
        self.idle_frames = 0 if self.moved else self.idle_frames + 1

    def state(self) -> str:
        if self.run.done():
            return f"stopped: {self.run.result().status.name}"
        # It spent all of its steps in each of these frames.
        return f"thinking (frames: {self.idle_frames})" if self.idle_frames else "moving"


def play(robots: list[Robot], frames: int) -> Iterator[tuple[int, list[Robot]]]:
    """The game: the number of each frame, and the robots whose scripts ended in it."""
    for frame in range(1, frames + 1):
        going = [robot for robot in robots if not robot.run.done()]
        for robot in going:
            robot.frame()
        yield frame, [robot for robot in going if robot.run.done()]


def picture(world: World, robots: list[Robot], title: str) -> Table:
    fields = [["[dim]·[/]"] * WIDTH for _ in range(HEIGHT)]
    for x, y in world.gems:
        fields[y][x] = "[cyan]◆[/]"
    for robot in robots:
        color = "red" if robot.run.done() else "yellow" if robot.idle_frames else "green"
        fields[robot.place[1]][robot.place[0]] = f"[bold {color}]{robot.letter}[/]"
    scores = Table("", "script", "gems", "state", box=None)
    for robot in robots:
        scores.add_row(robot.letter, robot.script, str(robot.gems), robot.state())
    side_by_side = Table.grid(padding=(0, 3))
    side_by_side.title = title
    side_by_side.add_column(no_wrap=True)
    side_by_side.add_row("\n".join(map(" ".join, fields)), scores)
    return side_by_side


def main() -> None:
    parser = argparse.ArgumentParser(prog="robots", description="A game of scripted robots.")
    parser.add_argument("--frames", type=int, default=300, help="how long it goes (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another game")
    parser.add_argument("--plain", action="store_true", help="print lines, draw nothing")
    options = parser.parse_args()
    if options.frames < 1:
        parser.error("--frames: a game takes at least one frame")
    world = World(options.seed)
    with contextlib.ExitStack() as stack:
        robots = []
        for number, script in enumerate(TEAM):
            robots.append(Robot("ABCDEFGHIJKL"[number], script, world, options.seed + number))
            stack.callback(robots[-1].vm.close)
        if options.plain:
            for frame, ended in play(robots, options.frames):
                for robot in ended:
                    print(f"frame {frame}: {robot.letter} {robot.script} {robot.state()}")
                    print(robot.run.result().error or "it came to its end")
            print(f"frame {options.frames} of {options.frames}: the game is over")
            for robot in sorted(robots, key=lambda robot: -robot.gems):
                print(f"{robot.letter} {robot.script}: {robot.gems} gems, {robot.state()}")
            return
        with Live(console=Console(), auto_refresh=False) as live:
            for frame, _ in play(robots, options.frames):
                title = f"frame {frame} of {options.frames}"
                live.update(picture(world, robots, title), refresh=True)
                time.sleep(1 / FRAMES_A_SECOND)


if __name__ == "__main__":
    main()
