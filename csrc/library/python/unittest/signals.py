"""Ctrl-C in the middle of tests: no signal reaches a script."""


def registerResult(result):
    pass


def removeResult(result):
    return False


def installHandler():
    pass


def removeHandler(method=None):
    return method
