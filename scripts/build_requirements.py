"""Print the build requirements of pyproject.toml, or those of the extra given, one a line."""

import sys
from pathlib import Path

try:
    import tomllib
except ImportError:  # Python 3.10, where pip brings it along
    from pip._vendor import tomli as tomllib

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
extras = project["project"]["optional-dependencies"]
print("\n".join(extras[sys.argv[1]] if sys.argv[1:] else project["build-system"]["requires"]))
