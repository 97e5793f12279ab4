"""The names of files, as POSIX has them: posixpath under the name that people use."""

from posixpath import *
from posixpath import __all__
from genericpath import *
