"""The garbage collector, which the engine runs when it has to: a script can but say that it may."""

import _garbage

__all__ = ['collect', 'disable', 'enable', 'freeze', 'get_count', 'get_objects', 'get_stats',
           'get_threshold', 'isenabled', 'set_threshold', 'unfreeze']

_enabled = True
_threshold = (700, 10, 10)
garbage = []
callbacks = []


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def collect(generation=2):
    return _garbage.collect()


def get_threshold():
    return _threshold


def set_threshold(threshold0, threshold1=10, threshold2=10):
    global _threshold
    _threshold = (threshold0, threshold1, threshold2)


def get_count():
    return (0, 0, 0)


def get_stats():
    return [{'collections': 0, 'collected': 0, 'uncollectable': 0} for _ in range(3)]


def get_objects(generation=None):
    return []


def freeze():
    pass


unfreeze = freeze
