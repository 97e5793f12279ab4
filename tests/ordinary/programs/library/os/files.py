import os
with open("t.txt", "w") as f: f.write("hello")
print(os.path.exists("t.txt"), os.path.getsize("t.txt"), os.path.isfile("t.txt"), "t.txt" in os.listdir("."), os.stat("t.txt").st_size); os.rename("t.txt", "u.txt"); print(os.path.exists("t.txt"), open("u.txt").read()); os.remove("u.txt"); print(os.path.exists("u.txt"))
for bad in (lambda: os.remove("none"), lambda: open("none")):
    try:
        bad()
    except FileNotFoundError as e:
        print(e.errno, e.strerror, e.filename)
print(os.environ.get("SURELY_NOT_SET"), os.environ.get("SURELY_NOT_SET", "d"), os.getenv("SURELY_NOT_SET", "x"), "SURELY_NOT_SET" in os.environ)
os.makedirs("d/e", exist_ok=True); open("d/e/f.txt", "w").close(); print(os.path.isdir("d/e"), [(r.replace(os.sep, "/"), sorted(ds), sorted(fs)) for r, ds, fs in os.walk("d")])
