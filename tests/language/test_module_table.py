"""sys.modules, and modules that a script makes."""

from language_helpers import check

from pkhost import VM


def test_a_module_is_made_and_listed(vm: VM) -> None:
    check(
        vm,
        """
import sys, types
made = types.ModuleType('made', 'doc')
print(made, made.__name__, made.__doc__)
exec('def f(): return g\\ng = 5', made.__dict__)
print(made.f())
sys.modules['made'] = made
import made as again
print(again is made, 'made' in sys.modules)
del sys.modules['made']
try:
    import made
except ImportError as error:
    print(type(error).__name__, error)
""",
    )


def test_what_is_listed_is_what_an_import_gives(vm: VM) -> None:
    check(
        vm,
        """
import sys
import json
before = json
sys.modules['json'] = None
try:
    import json
except ImportError as error:
    print(type(error).__name__, error)
del sys.modules['json']
import json
print(json is before, json.loads('[1]'), before.loads('[2]'))
sys.modules['json'] = before
import json
print(json is before)
class Fake:
    x = 3
sys.modules['fake'] = Fake()
from fake import x
print(x)
del sys.modules['fake']
""",
    )


def test_the_table_is_a_mapping(vm: VM) -> None:
    check(
        vm,
        """
import sys
saved = sys.modules.copy()
print(saved['sys'] is sys, len(saved) > 2, set(saved) == set(sys.modules))
print(sys.modules.get('no such module'), sys.modules.pop('no such module', 4))
for wrong in (lambda: sys.modules['none'], lambda: sys.modules.pop('none')):
    try:
        wrong()
    except KeyError as error:
        print(error)
""",
    )


def test_modules_by_a_name_that_is_found_out(vm: VM) -> None:
    check(
        vm,
        """
import importlib
print(importlib.import_module('collections.abc').__name__)
print(importlib.import_module('.decoder', 'json').__name__)
try:
    importlib.import_module('.x')
except TypeError as error:
    print(error)
""",
    )


def test_mocks(vm: VM) -> None:
    check(
        vm,
        """
from unittest import mock
import json
m = mock.Mock(return_value=3)
print(m(1, a=2), m.call_args, m.called)
print(len(mock.MagicMock()))
with mock.patch('json.dumps', return_value='x') as dumps:
    print(json.dumps(5), dumps.mock_calls)
def f(a, b=2): pass
spec = mock.create_autospec(f)
spec(1)
try:
    spec()
except TypeError as error:
    print(error)
with mock.patch.dict({'a': 1}, b=2) as d:
    print(d)
""",
    )
