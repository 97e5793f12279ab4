"""What a script runs on: a Python in a process that shows nothing of its machine."""

__all__ = ['architecture', 'freedesktop_os_release', 'libc_ver', 'machine', 'node', 'platform',
           'processor', 'python_branch', 'python_build', 'python_compiler',
           'python_implementation', 'python_revision', 'python_version',
           'python_version_tuple', 'release', 'system', 'uname', 'version', 'win32_edition', 'win32_is_iot']

import sys
from collections import namedtuple

uname_result = namedtuple('uname_result', 'system node release version machine')


def system():
    return 'Linux'


def node():
    return ''


release = version = machine = processor = python_branch = python_revision = python_compiler = node


def architecture(executable=None, bits='', linkage=''):
    return ('64bit', '')


def uname():
    return uname_result('Linux', '', '', '', '')


def platform(aliased=False, terse=False):
    return 'Linux'


def libc_ver(executable=None, lib='', version=''):
    return ('', '')


def python_implementation():
    return 'PocketPy'


def python_version():
    return '.'.join(map(str, sys.version_info[:3]))


def python_version_tuple():
    return tuple(python_version().split('.'))


def python_build():
    return ('', '')


def win32_edition():
    return None


def win32_is_iot():
    return False


def freedesktop_os_release():
    raise OSError('Unable to read files /etc/os-release, /usr/lib/os-release')
