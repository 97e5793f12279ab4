"""collections: OrderedDict, Counter and defaultdict."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


def test_ordered_dicts(vm: VM) -> None:
    check(
        vm,
        """
        from collections import OrderedDict
        import copy
        d = OrderedDict([('a', 1), ('b', 2)], c=3)
        print(d, d.keys(), d.values(), d.items(), list(reversed(d)), OrderedDict(), OrderedDict)
        d.move_to_end('a')
        print(d)
        d.move_to_end('c', last=False)
        print(d, d.popitem(), d.popitem(last=False), d)
        one, other = OrderedDict([(1, 2), (3, 4)]), OrderedDict([(3, 4), (1, 2)])
        print(one == other, one != other, one == dict(other), dict(other) == one, one == 3)
        print(OrderedDict.fromkeys('abc', 0), OrderedDict(a=1) | {'b': 2},
            {'b': 2} | OrderedDict(a=1))
        print(one.copy(), copy.copy(one), copy.deepcopy(OrderedDict(a=[1])),
            list(reversed(one.items())),
              isinstance(one, dict), 1 in one.keys(), one.keys() & {1}, {**OrderedDict(a=1)},
                  len(one.items()),
              one.setdefault(5, []), one.pop(9, 'none'), one.__reduce__()[:3])
        r = OrderedDict()
        r['x'] = r
        print(r)
        for function in (lambda: OrderedDict().popitem(), lambda: d.move_to_end('z'),
            lambda: OrderedDict(1),
                         lambda: d['q'], lambda: d.pop('q')):
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)

        class Last(OrderedDict):
            def __setitem__(self, key, value):
                super().__setitem__(key, value)
                self.move_to_end(key)
        last = Last([(1, 2), (3, 4)])
        last[1] = 5
        last.update({3: 9})
        last.more = 1
        print(last, last.more, last.copy())

        class LRU(OrderedDict):
            def __init__(self, most=2):
                self.most = most
                super().__init__()
            def __getitem__(self, key):
                value = super().__getitem__(key)
                self.move_to_end(key)
                return value
            def __setitem__(self, key, value):
                if key in self:
                    self.move_to_end(key)
                super().__setitem__(key, value)
                if len(self) > self.most:
                    del self[next(iter(self))]
        u = LRU(2)
        u['a'], u['b'] = 1, 2
        u['a']
        u['c'] = 3
        print(list(u))

        many = OrderedDict()
        for i in range(3000):
            many[i] = i
            if len(many) > 50:
                many.popitem(last=False)
            many.move_to_end(i)
        print(len(many), next(iter(many)))
        """,
    )


@cpython_311
def test_counters(vm: VM) -> None:
    check(
        vm,
        """
        from collections import Counter
        c = Counter('abracadabra')
        c.update('aaa')
        c.update({'z': 2})
        c.update(x=1)
        print(c, c.most_common(2), c['nope'], c + Counter('a'), c - Counter('aaaaa'),
            sum(c.values()))
        print(Counter([1, 1.0, True]), Counter(a=2**63 - 1) + Counter('a'))

        class Tens(Counter):
            def __setitem__(self, key, value):
                super().__setitem__(key, value * 10)
        tens = Tens()
        tens.update('aab')
        print(tens)
        k = Counter()
        k['a'] = 2**63 - 1
        k.update('a')
        print(k)
        k['a'] = 'x'
        for function in (lambda: Counter([[1]]), lambda: Counter(5), lambda: Counter([1], [2]),
                         lambda: k.update('a')):
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


@cpython_311
def test_fields_of_named_tuples(vm: VM) -> None:
    check(
        vm,
        """
        from collections import namedtuple
        from typing import NamedTuple
        P = namedtuple('P', 'x y', defaults=[5])
        p = P(1)
        print(p, p.x, p.y, p._replace(y=3), p._asdict(), P.x, P.x.__doc__)
        P.x.__doc__ = 'the x'
        print(P.x.__doc__)

        def set_x():
            p.x = 3

        def delete_x():
            del p.x

        for function in (set_x, delete_x, lambda: P.x.__get__((1, 2)), lambda: P.x.__get__(3),
                         lambda: P.y.__get__((1,)), lambda: P.x.__get__(None, P) is P.x,
                         lambda: P.__dict__['x'].__reduce__()[1], lambda: object()[0]):
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)

        class Q(NamedTuple):
            a: int
            b: str = 'z'
            def method(self):
                return self.a
        print(Q(4).a, Q(4).b, Q(4).method(), Q(4))

        class R(P):
            @property
            def sum(self):
                return self.x + self.y
        print(R(1, 2).sum, R(1, 2).x, max(P(1, 2), P(3, 0)).x)
        """,
    )


def test_an_empty_dict_is_popped_from_without_a_hash(vm: VM) -> None:
    check(
        vm,
        """
for pop in (lambda: {}.pop([]), lambda: {}.pop([], 1), lambda: {1: 2}.pop([]), lambda: {}.pop(),
            lambda: {1: 2}.pop(3, 'd'), lambda: {}.pop(1, 2, 3)):
    try:
        print(pop())
    except Exception as e:
        print(repr(e))
""",
    )
