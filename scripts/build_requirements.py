"""Print the build requirements of pyproject.toml, one a line."""

from pathlib import Path

try:
    import tomllib
except ImportError:  # Python 3.10, where pip brings it along
    from pip._vendor import tomli as tomllib

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
print("\n".join(project["build-system"]["requires"]))
