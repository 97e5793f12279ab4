"""test.support.os_helper for pkhost: files are those of the run, see __init__.py."""

import collections.abc
import contextlib
import os
import unittest

TESTFN = TESTFN_ASCII = "@test_file_tmp"
TESTFN_UNICODE = TESTFN_NONASCII = "@test_file_tmp-àò"
TESTFN_UNENCODABLE = TESTFN_UNDECODABLE = None
FS_NONASCII = "à"
SAVEDCWD = "."

_skip = lambda *a, **k: unittest.skip("about the system's files")  # noqa: E731
skip_unless_symlink = unittest.skip("no links")
skip_unless_xattr = unittest.skip("no attributes of files")
skip_unless_working_chmod = unittest.skip("no modes of files")
skip_unless_dac_override = unittest.skip("no modes of files")
skip_if_dac_override = unittest.skip("no modes of files")
can_symlink = lambda: False  # noqa: E731
fs_is_case_insensitive = lambda folder: False  # noqa: E731
fd_count = lambda: 3  # noqa: E731


def unlink(name):
    with contextlib.suppress(OSError):
        os.unlink(name)


def rmdir(name):
    with contextlib.suppress(OSError):
        os.rmdir(name)


def rmtree(name):
    import shutil

    with contextlib.suppress(OSError):
        shutil.rmtree(name)


def make_bad_fd():
    file = open(TESTFN, "wb")
    try:
        return file.fileno()
    finally:
        file.close()
        unlink(TESTFN)


def create_empty_file(name):
    with open(name, "w"):
        pass


@contextlib.contextmanager
def temp_dir(path=None, quiet=False):
    import tempfile

    made = path if path is not None else tempfile.mkdtemp()
    if path is not None:
        os.mkdir(path)
    try:
        yield made
    finally:
        rmtree(made)


@contextlib.contextmanager
def change_cwd(path, quiet=False):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield os.getcwd()
    finally:
        os.chdir(before)


@contextlib.contextmanager
def temp_cwd(name="tempcwd", quiet=False):
    with temp_dir(path=name, quiet=quiet) as made, change_cwd(made, quiet=quiet) as folder:
        yield folder


class FakePath:
    """A path that is no text."""

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return "<FakePath %r>" % (self.path,)

    def __fspath__(self):
        if isinstance(self.path, BaseException) or (
            isinstance(self.path, type) and issubclass(self.path, BaseException)
        ):
            raise self.path
        return self.path


class EnvironmentVarGuard(collections.abc.MutableMapping):
    """Changes the environment for a while."""

    def __enter__(self):
        self._before = dict(os.environ)
        return self

    def __exit__(self, *error):
        os.environ.clear()
        os.environ.update(self._before)

    def __getitem__(self, name):
        return os.environ[name]

    def __setitem__(self, name, value):
        os.environ[name] = value

    def __delitem__(self, name):
        os.environ.pop(name, None)

    def __iter__(self):
        return iter(dict(os.environ))

    def __len__(self):
        return len(os.environ)

    set = __setitem__
    unset = __delitem__
