"""json, whose scanner and encoder are in C: results, errors with their places, hooks, limits."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM, Limits, Status


@cpython_311
def test_documents(vm: VM) -> None:
    check(
        vm,
        r"""
        import json
        docs = [
            '[]', '{}', ' [1, 2.5, -3e2, 1E400, -0, -0.0, 12345678901234567890123, 0.1e-5] ',
            '{"a": [true, false, null, {"b": "c"}], "a": 2}', 'NaN', '[Infinity,-Infinity]',
            '"\\u00e9\\n\\t\\"\\\\\\/ \\ud83d\\ude00 \u00fc"', '[1,]', '[1 2]', '{"a" 1}', '{"a":}',
            '{a:1}', '{"a":1,}', '"abc', '"a\\x"', '"a\\u12"', '"\\u12g4"', '"\\ud83d\\u12"',
            '"\\ud83d\\uzzzz"', '"\\ud83dx"', '"\\ude00\\ud83d"', '"a\nb"', '', '  ', 'tru', '[1',
                '{"a"',
            '{"a":1', '-', '01', '1.', '1.e3', '.5', '[[1],[2,[3]]]x', '\ufeff[]', '"\u20ac\\',
                '"\u20ac',
            '\u20ac', '["\u20ac", x]', '"\\"', 'nul', '[nul]', '{"k":nul}', '-Inf', '1e5', '1E+2',
                '{"":0}',
            '[1,\n2,\n x]', '"\\u0000"', '"\\ud800"', '{"a":1 "b":2}', '[,]', '{,}', '[1}',
            '9223372036854775807', '9223372036854775808', '-9223372036854775808',
                '999999999999999999',
            '1000000000000000000', '"\\u123"', '"\\u1234', '"\\ud83d\\u1234', '"\\ud83d\\',
                '1' * 5000,
        ]
        for doc in docs:
            try:
                print(ascii(doc[:50]), ascii(json.loads(doc)))
            except Exception as e:
                print(ascii(doc[:50]), type(e).__name__, ascii(str(e)), getattr(e, 'pos', None))
        """,
    )


def test_hooks(vm: VM) -> None:
    check(
        vm,
        r"""
        import io, json
        print(json.loads('{"a":{"b":1}}', object_hook=lambda d: sorted(d.items())))
        print(json.loads('{"a":1,"a":2}', object_pairs_hook=list))
        print(json.loads('[1.5,2,NaN]', parse_float=str, parse_int=lambda s: s + '!',
                         parse_constant=lambda c: '<' + c + '>'))
        print(json.loads('"a\nb"', strict=False), json.loads(b'{"a": 1}'),
            json.load(io.StringIO('[2]')))
        print(json.JSONDecoder().raw_decode('  [1] x', 2),
            json.JSONDecoder().raw_decode('\u20ac[1]', 1))
        for options in ({'parse_int': lambda s: 1 / 0}, {'object_hook': lambda d: 1 / 0},
                        {'object_pairs_hook': lambda d: d.nothing}):
            try:
                json.loads('{"a":1}', **options)
            except Exception as e:
                print(type(e).__name__, e)
        from json import decoder, encoder
        print(decoder.scanstring('abc"d', 0), decoder.scanstring('\xe9\\n"d', 0),
              encoder.encode_basestring_ascii('\xe9'), encoder.encode_basestring('\xe9'))
        """,
    )


def test_values(vm: VM) -> None:
    check(
        vm,
        r"""
        import enum, json
        from collections import Counter, OrderedDict, defaultdict, namedtuple

        class I(int):
            def __repr__(self): return 'bad'
        class F(float):
            def __repr__(self): return 'bad'
        class S(str): pass
        class L(list): pass
        class D(dict): pass
        class E(enum.IntEnum):
            A = 5

        values = [
            None, True, 1, -2**63, 2**70, 1.5, 1e22, float('nan'), float('inf'), [], {}, [[]], (1,
                2),
            'a"\\/\n\x01\x7f\u00e9\U0001f600\ud800', {'a': 1, 2: 3, None: 4, True: 5, 1.5: 6},
                I(3), F(2.5),
            S('x'), L([1]), D(a=1), E.A, OrderedDict([('z', 1), ('a', 2)]), defaultdict(int,
                {'q': 1}),
            Counter('aab'), namedtuple('N', 'a b')(1, 2), {I(3): F(1.0), S('k'): E.A, E.A: 1},
            {'b': 1, 'a': {'d': 1, 'c': 2}}, {1, 2}, 1j, {(1, 2): 3}, {2: 1, 1: {3}},
        ]
        for value in values:
            for options in ({}, {'ensure_ascii': False}, {'sort_keys': True}, {'separators': (',',
                ':')},
                            {'indent': 1}, {'allow_nan': False, 'indent': None}, {'skipkeys': True},
                            {'default': lambda o: 'X'}):
                try:
                    print(ascii(json.dumps(value, **options)))
                except Exception as e:
                    if 'allow_nan' not in options:
                        print(type(e).__name__, e)
        """,
    )


@cpython_311
def test_what_cannot_be_written(vm: VM) -> None:
    check(
        vm,
        """
        import json
        class X: pass
        r = []
        r.append(r)
        rd = {}
        rd['a'] = rd
        deep = []
        for _ in range(5000):
            deep = [deep]
        changing = [X(), 2, 3]
        def shrink(o):
            changing.clear()
            return 'x'
        for function in [
            lambda: json.dumps(r), lambda: json.dumps(rd), lambda: json.dumps(X()),
            lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps([1], default=3),
            lambda: json.dumps(X(), default=lambda o: {'x': [1]}), lambda: json.dumps(X(),
                default=lambda o: o),
            lambda: json.dumps({1: 2, 'a': 3}, sort_keys=True), lambda: json.dumps(r,
                check_circular=False),
            lambda: json.dumps(deep), lambda: json.loads('[' * 5000),
                lambda: json.loads('{"a":' * 5000),
            lambda: json.dumps({float('nan'): 1}, allow_nan=False), lambda: json.dumps(changing,
                default=shrink),
        ]:
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)

        class Sets(json.JSONEncoder):
            def default(self, o):
                return sorted(o) if isinstance(o, set) else super().default(o)

        class Angles(json.JSONEncoder):
            def iterencode(self, o, _one_shot=False):
                make = json.encoder.c_make_encoder
                return make({}, self.default, lambda s: f'<{s}>', None, ':', ',', False, False,
                    True)(o, 0)

        print(json.dumps({'s': {3, 1}}, cls=Sets), list(Sets().iterencode([1, {2}])))
        print(Angles().encode({'a': ['b', 1], 2: 3}))
        """,
    )


def test_limits_hold(vm: VM) -> None:
    for long in (
        "json.loads('[' + '1,' * 10**6 + '1]')", "json.dumps([1] * 10**6)",
        "json.loads('\"' + 'a' * 10**9)",
        "while True: json.dumps([[]])",
    ):  # fmt: skip
        vm.reset()
        result = vm.run(f"import json\n{long}", limits=Limits(steps=300_000, memory="64MiB"))
        assert result.status in (Status.STEPS, Status.MEMORY), (long, result)
