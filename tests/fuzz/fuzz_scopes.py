"""What fuzz_grammar knows of the program that it makes: the names in scope and the functions."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Scope:
    """The names that a piece of code can use."""

    variables: dict[str, str] = field(default_factory=dict)
    """Names that can be read, and the type of each."""
    own: set[str] = field(default_factory=set)
    """Those that it may assign."""
    outer: set[str] = field(default_factory=set)
    """Those of the function around it: they can be declared nonlocal."""
    module: set[str] = field(default_factory=set)
    """Those of the module: they can be declared global."""
    declared: set[str] = field(default_factory=set)
    """Those that have been declared."""
    in_loop: bool = False
    in_function: bool = False
    in_generator: bool = False


@dataclass(frozen=True)
class Function:
    """A function of the program: how it is called."""

    name: str
    required: int
    """How many positional arguments it needs, and how many it takes at most."""
    positional: int
    keywords: tuple[str, ...]
    takes_rest: bool
    takes_more: bool
    is_generator: bool
