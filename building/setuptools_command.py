"""The setuptools command by which pip and other front ends build pkhost."""

from __future__ import annotations

from pathlib import Path

from setuptools import Extension
from setuptools.command.build_ext import build_ext

from . import places, steps
from .errors import BuildError

# Tells setuptools that the package is compiled, and for which Python; its sources are found by
# the build itself.
EXTENSION = Extension("pkhost._engine", sources=[], py_limited_api=True)


class BuildNative(build_ext):
    """Makes all native files of the package, in place of setuptools' own compiling."""

    def run(self) -> None:
        in_place = self.inplace or self.editable_mode
        destination = places.PACKAGE if in_place else Path(self.build_lib) / "pkhost"
        try:
            self.made = steps.make(destination, report=self._report)
            for name, whose, where in (
                (places.LICENCE_NAME, "PocketPy", "its prefix, at share/licenses/pocketpy/"),
                (places.CPYTHON_LICENCE_NAME, "CPython", "its library's folder, as LICENSE.txt"),
                (places.ZLIB_LICENCE_NAME, "zlib", "its prefix, at share/licenses/zlib/"),
                (places.ZONES_LICENCE_NAME, "tzdata", "its package, as LICENSE"),
            ):
                if not in_place and not (destination / name).exists():
                    raise BuildError(
                        f"the package would hold {whose} without its licence, which asks to come "
                        f"along: put {whose}'s LICENSE file into {where}."
                    )
        except BuildError as error:
            # Not an Exception, so that no front end buries the message under a traceback.
            raise SystemExit(f"\npkhost cannot be built: {error}") from None

    def get_outputs(self) -> list[str]:
        return [str(path) for path in getattr(self, "made", [])]

    def get_output_mapping(self) -> dict[str, str]:
        return {}

    def get_source_files(self) -> list[str]:
        return []

    @staticmethod
    def _report(stage: str) -> None:
        print(f"pkhost: {stage}", flush=True)
