"""The names of files, as POSIX has them."""

from posixpath import *
from posixpath import __all__
from genericpath import *
