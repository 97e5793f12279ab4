"""Build pkhost's native files in place, or say what they would be built from.

    python build.py all         everything that the package needs, into pkhost/
    python build.py capsule     the private copy of the PocketPy library only
    python build.py launcher    the program launcher, and the module that starts it
    python build.py bare        print where the unchanged PocketPy is, as NAME=VALUE lines
    python build.py clean       remove what was built

With --into FOLDER, the files go there instead.

The modules in building/ do the work, one step each; building/__init__.py lists them.  pip and
other front ends come the same way, through setup.py and building/setuptools_command.py.

The environment: PKHOST_POCKETPY_PREFIX (an install prefix of your own PocketPy),
PKHOST_CPYTHON_LIBRARY (the folder of a CPython 3.11's library in Python),
PKHOST_ZLIB_PREFIX (an install prefix of a static zlib of your own),
PKHOST_DEBIAN_MIRROR (where to fetch Debian's packages, instead of apt's own mirror),
PKHOST_BUILD_DIR (the build folder, else .build), PKHOST_SANITIZE (such as address,undefined),
PKHOST_STRICT (1: the C compiler's warnings end the build), CC (the C compiler).
"""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit status."""
    from building import steps
    from building.errors import BuildError

    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=("all", "capsule", "launcher", "bare", "clean"))
    parser.add_argument("--into", type=Path, default=ROOT / "pkhost", metavar="FOLDER")
    options = parser.parse_args(arguments)
    target = options.target
    try:
        if target == "clean":
            steps.clean()
        elif target == "bare":
            found = steps.find_pocketpy()
            print(f"include_dir={found.include_dir}")
            print(f"library={found.library}")
            print(f"version={found.version}")
            print(f"origin={found.origin}")
        else:
            made = steps.make(
                options.into, target, lambda stage: print(f"pkhost: {stage}", file=sys.stderr)
            )
            print(*made, sep="\n")
    except BuildError as error:
        print(f"pkhost cannot be built: {error}", file=sys.stderr)
        return 1
    return 0


def hand_over_to_pypa_build() -> None:
    """Run the front end that ``python -m build`` means: in this folder, Python finds us instead."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]
    try:
        runpy.run_module("build", run_name="__main__", alter_sys=True)
    except ImportError:
        sys.exit(
            "`python -m build` needs the package named build: run `pip install build`. "
            "To build in place, run `python build.py all`."
        )


if __name__ == "__main__":
    if __spec__ is not None:
        hand_over_to_pypa_build()
    else:
        sys.exit(main(sys.argv[1:]))
