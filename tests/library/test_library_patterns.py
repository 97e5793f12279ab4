"""The patterns of library modules get their numbers when they are first used."""

from __future__ import annotations

from pkhost import VM, run_script


def printed(source: str) -> str:
    result = run_script(source, dialect="python")
    assert result.ok, str(result)
    return str(result.stdout)


def test_importing_modules_compiles_none_of_their_patterns() -> None:
    source = "import sys, json, string, textwrap, unittest\nprint('re._compiling' in sys.modules)\n"
    assert printed(source) == "False\n"


def test_such_a_pattern_is_as_all_others_are() -> None:
    source = """\
import re, string
late = string.Template.pattern
print(type(late) is re.Pattern, late.groups, late.flags, dict(late.groupindex))
print(late == re.compile(late.pattern, late.flags), late.search('a $b').group('named'))
print(hasattr(late, 'nothing'), string.Template('$a ${b} $$').substitute(a=1, b=2))
"""
    assert printed(source) == (
        "True 4 98 {'escaped': 1, 'named': 2, 'braced': 3, 'invalid': 4}\nTrue b\nFalse 1 2 $\n"
    )


def test_a_script_hears_of_an_error_where_its_pattern_is() -> None:
    with VM(dialect="python") as vm:
        plain = vm.run("import re\nre.compile('[a-')")
        derived = vm.run("import string\nclass T(string.Template):\n    idpattern = '[a-'")
    for result in (plain, derived):
        assert result.error is not None
        assert result.error.type in ("error", "re.error"), result.error.type
