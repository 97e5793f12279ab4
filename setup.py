"""What pyproject.toml cannot say: that this package is compiled, and by what."""

import sys
from pathlib import Path

from setuptools import setup

# The build front ends run this file without its folder on the path.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from building.setuptools_command import EXTENSION, BuildNative

setup(ext_modules=[EXTENSION], cmdclass={"build_ext": BuildNative})
