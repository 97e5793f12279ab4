"""Random ordinary programs, made by a grammar: the same program for the same seed.

A program ends, prints the same wherever it runs, and uses no more than the language and the
builtins: loops run over a few items, functions call only those written before them, powers and
repetitions are small, and sets are printed in order.  What it does beyond that is arbitrary, so
many statements raise exceptions; each piece at the top level catches its own and prints what it
was.

Expressions are made for a type that they should have.  Now and then they have another, on purpose.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from fuzz_expressions import (
    ANY,
    AUGMENTED,
    CHANGES,
    CONSTANTS,
    EXPRESSIONS,
    PATTERNS,
    PRELUDE,
    SOURCES,
    TYPES,
)
from fuzz_scopes import Function, Scope
from fuzz_statements import EXCEPTIONS, LOOPS, RAISED, SPECIAL, UNPACKINGS, USES

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER_WITH_ATTRIBUTE = re.compile(r"(?<![\w.])(-?\d\w*)\.(?=[a-z_]+\()")

WRONG_TYPE = 0.02
"""How often an expression is of another type than it should be."""

PLACE = re.compile(r"<([a-z]+)(?: ((?:[^<>]|>(?=\d))*))?>")
"""A place of a template: a word, and perhaps others; in those, > stands before a digit only."""


class Grammar:
    """Makes one program from a source of random numbers."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._lines: list[str] = []
        self._indent = 0
        self._names = 0
        self._scope = Scope()
        self._functions: list[Function] = []
        self._classes: list[tuple[str, tuple[str, ...]]] = []

    def program(self, pieces: int = 5) -> str:
        """The text of the program."""
        for kind in TYPES:
            self._add(f"A = {self._constant(kind)}", {"A": kind})
        for _ in range(pieces):
            self._piece()
        # A number before a dot would be read as a float.
        text = NUMBER_WITH_ATTRIBUTE.sub(r"(\1).", "\n".join(self._lines))
        return f"{PRELUDE}{text}\n"

    # ------------------------------------------------------------------------------- helpers

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _one(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def _name(self, kind: str = "v") -> str:
        self._names += 1
        return f"{kind}{self._names}"

    def _write(self, line: str) -> None:
        self._lines.append("    " * self._indent + line)

    def _add(self, template: str, known: dict[str, str] | None = None) -> None:
        """Write a template, with names of its own for the capitals that are variables in it."""
        text, names = self._named(template, known or {})
        self._write(text)
        for name, kind in names.items():
            self._known(name, kind)

    def _named(self, template: str, known: dict[str, str]) -> tuple[str, dict[str, str]]:
        """A template that is filled, and its variables with their types."""
        names = {letter: self._name() for letter in known}
        text = self._filled(template, 1)
        for letter, name in names.items():
            text = re.sub(rf"\b{letter}\b(?!')", name, text)
        return text, {names[letter]: kind for letter, kind in known.items()}

    def _known(self, name: str, kind: str) -> None:
        self._scope.variables[name] = kind
        self._scope.own.add(name)

    @contextmanager
    def _block(self, head: str, scope: Scope | None = None) -> Iterator[None]:
        """What stands below a head; it ends with a statement at least."""
        self._write(head)
        self._indent += 1
        before = self._scope
        # What a block assigns may not be assigned when it has ended.
        self._scope = scope or replace(before, variables=dict(before.variables))
        length = len(self._lines)
        yield
        if len(self._lines) == length:
            self._write("pass")
        self._scope = before
        self._indent -= 1

    def _statements(self, least: int = 1, most: int = 2) -> None:
        for _ in range(self._number(least, most)):
            self._statement()

    # ---------------------------------------------------------------------------- statements

    def _piece(self) -> None:
        """A part of the module; what it raises is printed."""
        kind = self._one("function", "function", "class", "statements", "statements", "generator")
        if kind in ("function", "generator"):
            self._function(is_generator=kind == "generator")
        elif kind == "class":
            self._class()
        for _ in range(self._number(2, 4)):
            # What is assigned here may not be assigned after it.
            with self._block("try:"):
                self._statements()
                self._print()
            with self._block("except Exception as error:"):
                self._write("print('piece', type(error).__name__, error)")

    def _statement(self) -> None:
        simple = [
            self._assignment, self._assignment, self._print, self._augmented, self._unpacking,
            self._show, self._call, self._call, self._change, self._delete, self._walrus,
        ]  # fmt: skip
        compound = [
            self._if, self._for, self._while, self._try, self._with, self._match, self._inner,
        ]  # fmt: skip
        chosen: list[Callable[[], None]] = simple
        if self._indent < 5 and self._chance(0.4 - self._indent * 0.06):
            chosen = compound
        elif self._scope.in_function and self._chance(0.12):
            chosen = [self._leave]
        elif self._scope.in_generator and self._chance(0.5):
            chosen = [self._yield]
        self._random.choice(chosen)()

    def _is_repeated(self) -> bool:
        """Whether what is assigned here may be assigned again and again, and grow."""
        return self._scope.in_loop or self._scope.in_function

    def _own(self) -> list[str]:
        """Names that may be assigned, and have a value."""
        return [name for name in self._scope.variables if name in self._scope.own]

    def _assignment(self) -> None:
        kind = self._one(*TYPES)
        value = self._expression(kind)
        if self._is_repeated():
            value = f"small({value})"
        own = self._own()
        if own and self._chance(0.4):
            name, annotation = self._one(*own), ""
        else:
            name, annotation = self._name(), self._one("", "", "", f": {kind}")
        self._write(f"{name}{annotation} = {value}")
        self._known(name, kind)

    def _augmented(self) -> None:
        own = self._own()
        if not own:
            return self._assignment()
        name = self._one(*own)
        kind = self._scope.variables[name]
        if kind in ("int", "float") and self._chance(0.2):
            # Not by itself: in a loop it would grow beyond all limits.
            return self._add(f"{name} *= <number -3 9>")
        self._add(f"{name} {self._one(*AUGMENTED[kind])} <{kind}>")
        if self._is_repeated():
            self._write(f"{name} = small({name})")
        return None

    def _unpacking(self) -> None:
        self._add(*self._random.choice(UNPACKINGS))

    def _print(self) -> None:
        names = list(self._scope.variables)
        some = self._random.sample(names, min(len(names), self._number(1, 4)))
        self._write(f"print({', '.join(f'show({name})' for name in some)})")

    def _show(self) -> None:
        self._add("print(show(<any>))")

    def _walrus(self) -> None:
        kind = self._one("int", "str", "list")
        self._add(f"print(show((A := <{kind}>)), show(A))", {"A": kind})

    def _change(self) -> None:
        """A change of a container in place."""
        kind = self._one(*CHANGES)
        name = self._variable(kind)
        if name is None:
            self._assignment()
        else:
            self._add(self._one(*CHANGES[kind]).replace("<it>", name))

    def _delete(self) -> None:
        own = self._own()
        if len(own) > 3 and self._chance(0.3):
            name = self._one(*own)
            self._write(f"del {name}")
            del self._scope.variables[name]
        else:
            self._add(f"assert {self._one('', 'True or ', 'True or ')}<bool>, <str>")

    def _if(self) -> None:
        with self._block(self._filled(f"if {self._one('<bool>', '<bool>', '<any>')}:")):
            self._statements()
        if self._chance(0.3):
            with self._block(self._filled("elif <any>:", 1)):
                self._statements()
        if self._chance(0.5):
            with self._block("else:"):
                self._statements()

    def _for(self) -> None:
        head, names = self._named(*self._random.choice(LOOPS))
        with self._block(head):
            self._scope.in_loop = True
            for name, kind in names.items():
                self._known(name, kind)
            self._statements(1, 3)
        self._else()

    def _while(self) -> None:
        name = self._name("w")
        self._write(f"{name} = 0")
        with self._block(f"while {name} < {self._number(1, 4)}:"):
            self._write(f"{name} += 1")
            self._scope.in_loop = True
            # It may be read, but nothing else assigns it: the loop must end.
            self._scope.variables[name] = "int"
            self._statements(1, 3)
        self._else()

    def _else(self) -> None:
        if self._chance(0.25):
            with self._block("else:"):
                self._statements()

    def _try(self) -> None:
        with self._block("try:"):
            self._statements()
            if self._chance(0.4):
                self._add(self._one(*RAISED))
        handlers = self._number(0, 2)
        for _ in range(handlers):
            name = self._name("e")
            with self._block(f"except {self._one(*EXCEPTIONS)} as {name}:"):
                self._write(f"print('caught', type({name}).__name__, {name})")
                self._statements(0, 2)
                if self._chance(0.2):
                    self._write(self._one("raise", f"raise Trouble('again') from {name}"))
        if handlers:
            self._else()
        if not handlers or self._chance(0.4):
            with self._block("finally:"):
                self._write(f"print('finally {self._name()}')")
                self._statements(0, 1)

    def _with(self) -> None:
        name = self._name("m")
        heads = [
            f"with Manager('{name}', <bool>) as {name}:",
            f"with Manager('{name}', <bool>) as {name}, Manager(<str>, <bool>):",
            f"with (Manager(<str>, False), Manager('{name}', True) as {name},):",
        ]
        with self._block(self._filled(self._one(*heads), 2)):
            self._known(name, "str")
            self._statements(1, 3)

    def _match(self) -> None:
        with self._block(self._filled("match <any>:", 1)):
            for _ in range(self._number(1, 4)):
                pattern, names = self._named(*self._random.choice(PATTERNS))
                guard = self._filled(" if <bool>", 1) if self._chance(0.25) else ""
                with self._block(f"case {pattern}{guard}:"):
                    for name, kind in names.items():
                        self._known(name, kind)
                    shown = "".join(f", show({name})" for name in names)
                    self._write(f"print('case'{shown})")
                    self._statements(0, 1)
            if self._chance(0.5):
                with self._block("case _:"):
                    self._statements(1, 1)

    def _leave(self) -> None:
        if self._scope.in_loop and self._chance(0.6):
            self._write(self._one("break", "continue"))
        else:
            self._add("return <any>")

    def _yield(self) -> None:
        kind = self._one("sent", "from", "plain", "plain")
        if kind == "sent":
            self._add("A = yield <int>; print('sent', show(A))", {"A": "int"})
        elif kind == "from":
            self._add(f"yield from {self._one('<list>', '<tuple>', '<str>')}[:3]")
        else:
            self._add("yield <any>")

    # ------------------------------------------------------------------- functions and classes

    def _function(self, is_generator: bool) -> Function:
        name = self._name("f")
        positional = [f"{name}a{i}" for i in range(self._number(0, 3))]
        required = self._number(0, len(positional))
        keywords = [f"{name}k{i}" for i in range(self._number(0, 2))] if self._chance(0.4) else []
        made = Function(
            name, required, len(positional), tuple(keywords),
            self._chance(0.3), self._chance(0.3), is_generator,
        )  # fmt: skip
        text = [
            each if i < required else f"{each}={self._constant('int')}"
            for i, each in enumerate(positional)
        ]
        if len(positional) > 1 and self._chance(0.2):
            text.insert(1, "/")
        if made.takes_rest:
            text.append(f"*{name}rest")
        elif keywords:
            text.append("*")
        text += [each + self._one("", f"={self._constant('int')}") for each in keywords]
        if made.takes_more:
            text.append(f"**{name}more")
        scope = self._inside(is_generator)
        for each in (*positional, *keywords):
            scope.variables[each] = "int"
            scope.own.add(each)
        if made.takes_rest:
            scope.variables[f"{name}rest"] = "tuple"
        if made.takes_more:
            scope.variables[f"{name}more"] = "dict"
        if self._chance(0.15):
            self._write("@(lambda function: function)")
        with self._block(f"def {name}({', '.join(text)}):", scope):
            self._declaration()
            self._statements(1, 3)
            if is_generator:
                self._yield()
            if self._chance(0.7):
                self._add("return <any>")
        self._functions.append(made)
        return made

    def _inside(self, is_generator: bool = False) -> Scope:
        """The scope of a function that is defined here."""
        now = self._scope
        outer = {n for n in self._own() if n not in now.declared} if now.in_function else set()
        module = set() if now.in_function else {n for n in self._own() if n.startswith("v")}
        return Scope(
            dict(now.variables), outer=outer, module=module,
            in_function=True, in_generator=is_generator,
        )  # fmt: skip

    def _declaration(self) -> None:
        """Perhaps global or nonlocal, at the beginning of a function."""
        scope = self._scope
        for word, names in (("nonlocal", scope.outer), ("global", scope.module)):
            if names and self._chance(0.4):
                name = self._one(*sorted(names))
                self._write(f"{word} {name}")
                scope.own.add(name)
                scope.declared.add(name)

    def _inner(self) -> None:
        """A function inside of what is there, which uses its variables."""
        if self._indent > 3:
            return self._assignment()
        before = list(self._functions)
        made = self._function(is_generator=self._chance(0.3))
        self._functions = before  # nobody else can call it
        return self._use(made)

    def _arguments(self, function: Function) -> str:
        """The arguments of a call, which are mostly what the function takes."""
        number = self._number(function.required, function.positional)
        number += self._random.choice([0] * 8 + [-1, 1])
        given = ["<int>"] * number
        if function.takes_rest and self._chance(0.5):
            given += ["*<list>[:3]"]
        given += [f"{word}=<int>" for word in function.keywords if self._chance(0.8)]
        if function.takes_more and self._chance(0.5):
            given += [self._one("extra=1", "**{'key': <int>}", "extra=1, **{}")]
        return self._filled(", ".join(given), 1)

    def _use(self, function: Function) -> None:
        call = f"{function.name}({self._arguments(function)})"
        if not function.is_generator:
            return self._write(f"print('{function.name}', show({call}))")
        kind = self._one("list", "steps", "loop")
        if kind == "list":
            self._write(f"print(show(list({call})))")
        elif kind == "steps":
            name = self._name("g")
            self._write(f"{name} = {call}")
            with self._block("try:"):
                self._write(f"print(show(next({name})))")
                self._add(f"print(show({name}.send(<int>)))")
                if self._chance(0.4):
                    self._write(f"print(show({name}.throw(ValueError('thrown'))))")
                self._write(f"print(show(list({name})))")
            with self._block("except (StopIteration, ValueError) as stop:"):
                self._write("print(type(stop).__name__, show(getattr(stop, 'value', None)))")
            # Else CPython would end it when nobody has it any more, and pkhost some time later.
            with self._block("finally:"):
                self._write(f"{name}.close()")
        else:
            name = self._name("g")
            self._write(f"{name} = {call}")
            with self._block("try:"), self._block(f"for item in {name}:"):
                self._write("print('item', show(item))")
                if self._chance(0.3):
                    self._write("break")
            with self._block("finally:"):
                self._write(f"{name}.close()")
        return None

    def _call(self) -> None:
        if self._functions and self._indent < 4 and self._chance(0.7):
            self._use(self._random.choice(self._functions))
        elif self._classes:
            name, methods = self._random.choice(self._classes)
            made = self._name("o")
            self._add(f"{made} = {name}(<int>)")
            use = self._one(*USES)
            for letter, word in (("O", made), ("C", name), ("M", self._one(*methods))):
                use = re.sub(rf"\b{letter}\b", word, use)
            self._add(use)
        else:
            self._print()

    def _class(self) -> None:
        name = self._name("C")
        bases = [base for base, _ in self._classes if self._chance(0.4)][-2:]
        # The later one may be derived of the earlier one; the other order is no class.
        head = f"class {name}({', '.join(reversed(bases))}):" if bases else f"class {name}:"
        methods = tuple(f"m{i}" for i in range(self._number(1, 3)))
        with self._block(head):
            self._add("shared = <int>")
            with self._block("def __init__(self, value=1):", self._inside()):
                self._write("self.value = value")
                if bases and self._chance(0.7):
                    self._write("super().__init__(value)")
            for method in methods:
                self._method(method, bool(bases))
            for special in self._random.sample(sorted(SPECIAL), 3):
                with self._block(f"def {special}:", Scope(in_function=True)):
                    self._add(f"return {SPECIAL[special]}")
        self._classes.append((name, methods))

    def _method(self, name: str, is_derived: bool) -> None:
        first, decorator = self._random.choice(
            [("self", "")] * 3
            + [("", "@staticmethod"), ("cls", "@classmethod"), ("self", "@property")]
        )
        if decorator:
            self._write(decorator)
        with self._block(f"def {name}({first}):", self._inside()):
            self._statements()
            if first == "self" and is_derived and self._chance(0.4):
                self._write(f"print('super', hasattr(super(), '{name}'), super().shared)")
            self._add("return <any>")

    # --------------------------------------------------------------------------- expressions

    def _variable(self, kind: str) -> str | None:
        fitting = [name for name, each in self._scope.variables.items() if each == kind]
        return self._random.choice(fitting) if fitting else None

    def _expression(self, kind: str, depth: int = 0) -> str:
        """An expression that should have a type; deeper ones are simpler."""
        if self._chance(WRONG_TYPE):
            kind = self._one(*TYPES)
        if depth >= 3 or self._chance(0.25 + depth * 0.15):
            name = self._variable(kind)
            return name if name is not None and self._chance(0.7) else self._constant(kind, depth)
        if self._chance(0.06):
            return self._filled(self._one(*ANY), depth, same=kind)
        return self._filled(self._one(*EXPRESSIONS[kind]), depth)

    def _constant(self, kind: str, depth: int = 2) -> str:
        return self._filled(self._one(*CONSTANTS[kind]), depth)

    def _filled(self, template: str, depth: int = 0, same: str | None = None) -> str:
        """A template of fuzz_expressions.py with something in each of its places."""
        shared = same or self._one(*TYPES)

        def place(found: re.Match[str]) -> str:
            what, words = found[1], found[2] or ""
            if what == "number":
                least, most = words.split()
                return str(self._number(int(least), int(most)))
            if what == "one":
                return self._one(*words.split("|"))
            if what == "quoted":
                return repr(self._one(*words.split("|")))
            if what == "comprehension":
                return self._comprehension(words, depth + 1)
            if what in ("slice", "items", "pairs", "plain"):
                made: str = getattr(self, f"_{what}")(depth)
                return made
            kind = {"same": shared, "any": self._one(*TYPES)}.get(what, what)
            return self._expression(kind, depth + 1)

        return PLACE.sub(place, template)

    def _items(self, depth: int) -> str:
        """The items of a display: each with a comma behind it."""
        items = [
            self._expression(self._one("int", "int", "str", "bool"), depth + 1)
            for _ in range(self._number(0, 4))
        ]
        if items and self._chance(0.15):
            items[0] = f"*{self._expression(self._one('list', 'tuple', 'str'), depth + 2)}"
        return "".join(f"{each}, " for each in items).rstrip(" " if len(items) == 1 else ", ")

    def _pairs(self, depth: int) -> str:
        pairs = [
            f"{self._expression(self._one('int', 'str', 'bool'), 3)}: "
            f"{self._expression('int', depth + 1)}"
            for _ in range(self._number(0, 3))
        ]
        if self._chance(0.2):
            pairs.append("**{'k': 1}")
        return ", ".join(pairs)

    def _slice(self, depth: int) -> str:
        parts = [self._one("", str(self._number(-4, 5))) for _ in range(2)]
        step = f":{self._one('1', '2', '-1', '-2', '')}" if self._chance(0.3) else ""
        return ":".join(parts) + step

    def _plain(self, depth: int) -> str:
        """An expression for an f-string: before Python 3.12, one without these characters."""
        value = self._expression(self._one("int", "float", "bool"), depth + 1)
        if any(character in value for character in "'{:\\!"):
            value = self._constant("int")
        return f"({value})"

    def _comprehension(self, kind: str, depth: int) -> str:
        """An element and its clauses, without brackets."""
        before = dict(self._scope.variables)
        name = self._name("x")
        template, item = self._random.choice(SOURCES)
        text = f"for {name} in {self._filled(template, depth)}"
        self._scope.variables[name] = item
        if self._chance(0.35):
            text += f" if {self._expression('bool', depth + 1)}"
        if self._chance(0.2):
            second = self._name("x")
            text += f" for {second} in range({self._number(0, 3)})"
            self._scope.variables[second] = "int"
        if kind == "pair":
            key = self._expression(self._one("int", "str", "bool"), depth + 1)
            element = f"{key}: {self._expression('int', depth + 1)}"
        else:
            element = self._expression(kind, depth + 1)
            # ",".join() is to get text mostly.
            element = f"str({element})[:9]" if kind == "str" else element
        self._scope.variables = before
        return f"{element} {text}"


def program(seed: int) -> str:
    """The program of a seed."""
    return Grammar(seed).program()
