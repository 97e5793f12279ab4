"""import pkhost costs next to nothing, and loads the engine only when there is a script."""

from __future__ import annotations

import pytest

import pkhost
from engine_helpers import printed, python


def test_importing_loads_nothing_but_typing() -> None:
    code = (
        "import sys, typing, __future__\nbefore = set(sys.modules)\nimport pkhost\n"
        "print(sorted(set(sys.modules) - before))"
    )
    assert printed(python(code)) == "['pkhost']\n"


def test_importing_starts_no_thread_and_opens_no_file() -> None:
    code = (
        "import os\n"
        "def state():\n"
        "    return os.listdir('/proc/self/task'), sorted(os.listdir('/proc/self/fd'))\n"
        "before = state()\nimport pkhost\nassert state() == before\nprint('same')"
    )
    assert printed(python(code)) == "same\n"


@pytest.mark.parametrize("name", ["Limits", "Status", "Policy", "Usage", "ScriptResult"])
def test_names_that_need_no_engine_load_none(name: str) -> None:
    code = (
        f"import sys, pkhost\npkhost.{name}\n"
        "assert 'pkhost._engine' not in sys.modules\nprint('none')"
    )
    assert printed(python(code)) == "none\n"


@pytest.mark.parametrize("name", pkhost.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(pkhost, name) is not None
    assert name in dir(pkhost)


def test_all_names_what_there_is() -> None:
    assert sorted(pkhost.__all__) == sorted(set(pkhost.__all__))
    scope: dict[str, object] = {}
    exec("from pkhost import *", scope)
    assert set(pkhost.__all__) <= set(scope)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        pkhost.no_such_name  # noqa: B018


def test_a_missing_engine_is_a_clear_error() -> None:
    code = """
import sys
sys.modules['pkhost._engine'] = None
import pkhost
try:
    pkhost.run_script('x = 1')
except pkhost.EngineError as error:
    print(error)
"""
    message = printed(python(code))
    assert "scripts/pkhost" in message or "reinstall" in message


@pytest.mark.parametrize(
    "call", ["pkhost.run_script('1')", "pkhost.VM().run('1')", "pkhost.run_program(['true'])"]
)
def test_what_needs_no_event_loop_imports_none(call: str) -> None:
    """asyncio takes longer to import than all of pkhost."""
    code = f"import sys, pkhost\nassert {call}.ok\nprint('asyncio' in sys.modules)"
    assert printed(python(code)) == "False\n"
