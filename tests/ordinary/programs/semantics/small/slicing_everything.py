for s in ("abcdef", [1, 2, 3, 4, 5, 6], (1, 2, 3, 4, 5, 6), b"abcdef", range(6)):
    print(s[1:4], s[:2], s[-2:], s[::2], s[::-1], s[4:1:-1], s[10:], s[-100:2], s[3:3], s[-1], s[-3:-1], s[5:0:-2], len(s[1:]))
l = list(range(8)); l[2:4] = []; print(l); l[::2] = "abc"; print(l); l[3:3] = [100, 200]; print(l); del l[-2:]; print(l); l[len(l):] = [1]; print(l); l[:] = []; print(l)
class S:
    def __getitem__(self, i): return (i.start, i.stop, i.step) if isinstance(i, slice) else i
print(S()[1:2], S()[::3], S()[:], S()[1, 2:3], S()[-1], S()[...])
