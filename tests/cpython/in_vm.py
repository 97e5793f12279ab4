"""Runs the cases of one module of CPython's test suite in a VM; a line of JSON for each.

This is a script for pkhost, which knows ``module``, the name of the module, and ``done``, the cases
that have been run.  It is no part of the test suite.
"""

import builtins
import json
import sys
import unittest

MARK = "\x1e"


def tell(*what):
    sys.stdout.flush()
    sys.stdout.write("\n" + MARK + json.dumps(what) + "\n")
    sys.stdout.flush()


def cases_of(suite):
    for each in suite:
        if isinstance(each, unittest.TestCase):
            yield each
        else:
            yield from cases_of(each)


class Result(unittest.TestResult):
    """Tells how each case ended; of a case with several parts, the worst."""

    def startTest(self, test):
        super().startTest(test)
        self.worst = None

    def note(self, outcome, error):
        if self.worst is None or self.worst[0] == "skipped":
            text = error if isinstance(error, str) else "%s: %s" % (error[0].__name__, error[1])
            self.worst = outcome, text[:300]

    def addError(self, test, err):
        self.note("error", err)

    def addFailure(self, test, err):
        self.note("failed", err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.note("failed", err)

    def addSkip(self, test, reason):
        self.note("skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.note("failed", "unexpected success")


def main():
    builtins.__file__ = "test.py"  # of those modules that ask for theirs: the data files are beside it
    names = module.split(".")
    found = __import__(module)
    for part in names[1:]:
        found = getattr(found, part)
    loader = unittest.TestLoader()
    by_name = {}
    loaded = loader.loadTestsFromModule(found)
    if loader.errors and hasattr(found, "load_tests"):
        del found.load_tests  # which adds doctests: one case, which fails, instead of all others
        loaded.addTests(loader.loadTestsFromModule(found))
    for case in cases_of(loaded):
        by_name.setdefault(type(case).__qualname__, []).append(case)
    every = [name + "." + case._testMethodName for name, cases in by_name.items() for case in cases]
    tell("cases", every)
    for error in loader.errors:
        tell("loading", error.strip().splitlines()[-1])
    for name, cases in by_name.items():
        left = [case for case in cases if name + "." + case._testMethodName not in done]
        if not left:
            continue
        kind = type(left[0])
        try:
            kind.setUpClass()
        except unittest.SkipTest as skipped:
            for case in left:
                tell("end", name + "." + case._testMethodName, "skipped", str(skipped))
            continue
        except Exception as error:
            for case in left:
                text = "%s: %s" % (type(error).__name__, error)
                tell("end", name + "." + case._testMethodName, "error", text[:300])
            continue
        for case in left:
            full = name + "." + case._testMethodName
            tell("begin", full)
            result = Result()
            case.run(result)
            outcome, text = result.worst or ("passed", "")
            tell("end", full, outcome, text)
        try:
            kind.tearDownClass()
            kind.doClassCleanups()
        except Exception as error:
            tell("loading", "tearDownClass: %s" % error)


main()
