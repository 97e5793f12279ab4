from pathlib import Path, PurePosixPath, PurePath
p = PurePosixPath("/pub/lib/file.tar.gz")
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.root, p.anchor, list(p.parents), p / "x", "a" / PurePosixPath("b"), p.with_suffix(".zip"), p.with_name("n.txt"), p.with_stem("s"), p.is_absolute(), p.relative_to("/pub"), p.match("*.gz"), p.as_posix(), p.joinpath("a", "b"), repr(p), str(p), p == PurePosixPath("/pub/lib/file.tar.gz"), PurePosixPath("a//b/./c"), PurePosixPath("a/../b"), PurePosixPath("."), PurePosixPath(), PurePosixPath("a") < PurePosixPath("b"), p.is_relative_to("/pub"), {p: 1}[p], PurePosixPath("a", "/b"), PurePosixPath(".hidden").suffix)
for bad in ("p.relative_to('/x')", "p.with_suffix('bad')", "PurePosixPath('/').with_name('x')", "p / 5"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, str(e).split("'")[0])
