from unittest import mock
m = mock.Mock(return_value=5); print(m(1, a=2), m.called, m.call_count, m.call_args, m.mock_calls); m.assert_called_with(1, a=2); m.x.y.return_value = 7; print(m.x.y(), isinstance(m.z, mock.Mock))
s = mock.Mock(side_effect=[1, ValueError("v")]); print(s())
try:
    s()
except ValueError as e:
    print(e)
class C:
    def f(self): return "real"
with mock.patch.object(C, "f", return_value="fake") as p: print(C().f(), p.called)
print(C().f(), mock.ANY == 5); g = mock.MagicMock(); g.__len__.return_value = 3; print(len(g), g[0] is not None); d = {"k": 1}
with mock.patch.dict(d, {"z": 2}): print(d)
print(d, mock.call(1) == mock.call(1), mock.sentinel.a is mock.sentinel.a)
try:
    m.assert_called_once_with(9)
except AssertionError as e:
    print(str(e).splitlines()[0])
