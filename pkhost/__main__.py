"""``python -m pkhost`` is the command ``pkhost``."""

import sys

from .cli import main

sys.exit(main())
