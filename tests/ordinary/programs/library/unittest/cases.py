import unittest, io, sys
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("class up")
    def setUp(self): self.v = [1]
    def tearDown(self): self.v = None
    def test_equal(self): self.assertEqual(1 + 1, 2); self.assertNotEqual(1, 2); self.assertTrue(True); self.assertFalse([]); self.assertIs(None, None); self.assertIsNone(None); self.assertIn(1, [1]); self.assertNotIn(2, [1]); self.assertIsInstance(1, int)
    def test_more(self): self.assertAlmostEqual(.1 + .2, .3); self.assertGreater(2, 1); self.assertLessEqual(1, 1); self.assertRegex("abc", "b"); self.assertCountEqual([1, 2], [2, 1]); self.assertListEqual([1], [1]); self.assertDictEqual({}, {}); self.assertRaises(ValueError, int, "x")
    def test_raises(self):
        with self.assertRaises(ZeroDivisionError) as c: 1 / 0
        self.assertEqual(str(c.exception), "division by zero")
        with self.assertRaisesRegex(ValueError, "inval"): int("x")
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 5, 3])
    def test_error(self): {}["k"]
    @unittest.skip("why not")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail("x")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
s = io.StringIO()
r = unittest.TextTestRunner(stream=s, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), r.wasSuccessful(), [str(t).split()[0] for t, _ in r.failures], r.failures[0][1].splitlines()[-1], s.getvalue().strip().splitlines()[-1])
for f in (lambda t: t.assertEqual({"a": 1}, {"a": 2}), lambda t: t.assertIn(5, [1]), lambda t: t.assertTrue(0, "msg"), lambda t: t.assertAlmostEqual(1, 1.1), lambda t: t.assertEqual("abc", "abd"), lambda t: t.assertRaises(ValueError, lambda: 1), lambda t: t.assertIsNone(1), lambda t: t.assertGreater(1, 2), lambda t: t.assertIsInstance(1, str)):
    try:
        f(unittest.TestCase())
    except AssertionError as e:
        print(str(e))
