from pathlib import Path
p = Path("data.txt")
print(p.exists(), p.write_text("line 1\nline 2 é\n", encoding="utf-8"), p.exists(), p.is_file(), p.is_dir(), p.read_text(encoding="utf-8"), p.read_bytes()[:4])
with p.open(encoding="utf-8") as f: print([l.strip() for l in f])
with p.open("a") as f: f.write("more\n")
print(len(p.read_text(encoding="utf-8").splitlines())); Path("b.bin").write_bytes(b"\0\1"); print(Path("b.bin").read_bytes()); p.unlink(); print(p.exists())
try:
    Path("missing").read_text()
except FileNotFoundError as e:
    print(e)
p.unlink(missing_ok=True)
