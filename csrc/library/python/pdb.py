"""The debugger that is not there: the host can run a script slice by slice and look at it (vm.start).

doctest has a class that derives from Pdb, and makes one for each test.
"""


import sys


def _displayhook(value):
    """What is shown of an expression's value: doctest puts it in the place of the host's own."""
    if value is not None:
        sys.stdout.write(repr(value) + '\n')


if not hasattr(sys, 'displayhook'):
    sys.displayhook = sys.__displayhook__ = _displayhook


class Pdb:
    """Can be made, and does nothing."""

    def __init__(self, *arguments, **named):
        pass

    def reset(self):
        pass

    def set_continue(self):
        pass

    def set_trace(self, *arguments, **named):
        raise RuntimeError('there is no debugger in a script; the host can run it slice by slice')


def set_trace(*, header=None):
    raise RuntimeError('there is no debugger in a script; the host can run it slice by slice')


post_mortem = pm = run = runeval = runcall = set_trace
