"""test.support.script_helper for pkhost: there are no other processes."""

import unittest


def _skip(*args, **options):
    raise unittest.SkipTest("no processes")


assert_python_ok = assert_python_failure = spawn_python = kill_python = run_python = _skip
make_script = make_pkg = make_zip_script = make_zip_pkg = run_test_script = _skip
run_python_until_end = interpreter_requires_environment = _skip
