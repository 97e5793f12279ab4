"""A host to be thrown away, which an attack of the red team is let loose on.

    red_team_host.py HOME ATTACK FOLDER

Holds what an attacker would like to have: a secret in its environment, one on its heap, one in a
pipe, one in another VM, a folder to write to, and a process that it is the parent of.  Runs the
attack with the whole of PocketPy open, stdc included, and prints as JSON what came of it, and what
became of the host.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

from pkhost import VM, Limits, Policy
from pkhost.engine import isolation

SCRIPTS = Path(__file__).parent / "red_team"
SECRET = "the secret of the host"  # of its first half the scripts know
IN_PIPE, IN_HEAP, IN_ENVIRONMENT, IN_NEIGHBOUR = (
    f"{SECRET}, {place}" for place in ("in a pipe", "on the heap", "in a variable", "of a VM")
)

LIMITS = Limits(memory="16MiB", steps=None, wall_time=30, cpu_time=None)


def main(home: str, attack: str, folder: Path) -> None:
    isolation.DEFAULT_ISOLATION = home  # type: ignore[assignment]
    # The secrets are put together here, so that no copy of one is in a constant of this module.
    os.environ["PKHOST_TEST_SECRET"] = IN_ENVIRONMENT
    reader, writer = os.pipe()
    os.write(writer, IN_PIPE.encode())
    # Large enough for malloc() to take it, small enough for it not to map it.
    heap = bytearray(IN_HEAP.encode() + b"\0" * 4000)
    address = ctypes.addressof((ctypes.c_char * len(heap)).from_buffer(heap))
    victim = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    neighbour = VM(limits=LIMITS, policy=Policy.open())
    told = neighbour.run(
        "import stdc\n"
        f"secret = stdc.UChar.array({len(IN_NEIGHBOUR) + 1})\n"
        f"stdc.write_cstr(stdc.addressof(secret), {IN_NEIGHBOUR!r})\n"
        "print(stdc.addressof(secret))"
    )
    about = {
        "COMMAND": f"echo taken over > {folder}/taken",
        "DESCRIPTOR": reader,
        "PROCESS": victim.pid,
        "HOST": os.getpid(),
        "FIRST_HALF": SECRET[:9],
        "SECOND_HALF": SECRET[9:],
        "ADDRESS": address,
        "NEIGHBOUR": int(told.stdout),
    }
    script = "".join(
        [
            (SCRIPTS / "memory.py").read_text(),
            *(f"{name} = {value!r}\n" for name, value in about.items()),
            (SCRIPTS / f"{attack}.py").read_text(),
        ]
    )
    with VM(limits=LIMITS, policy=Policy.open()) as vm:
        result = vm.run(script)
        after = vm.run("print('goes on')")
    victim.communicate(b"\n")  # ends it, if it is there
    print(
        json.dumps(
            {
                "status": result.status.name,
                "stdout": result.stdout,
                "error": result.error.message if result.error else "",
                "after": after.stdout,
                "heap": heap.split(b"\0")[0].decode(),
                "victim": victim.returncode,
            }
        )
    )


main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
