import csv, io
t = 'name,age,note\n"Smith, J",5,"said ""hi"""\nAnn,,\n'
print(list(csv.reader(io.StringIO(t)))); print(list(csv.DictReader(io.StringIO(t))))
o = io.StringIO(); w = csv.writer(o); w.writerow(["a", 1, None, 2.5, 'q"x', "c,d", "n\nl"]); w.writerows([[1, 2], ["", "e"]]); print(repr(o.getvalue()))
o = io.StringIO(); w = csv.DictWriter(o, fieldnames=["x", "y"], extrasaction="ignore", restval="-"); w.writeheader(); w.writerow({"x": 1, "y": 2, "z": 3}); w.writerow({"x": 5}); print(o.getvalue())
print(list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")), list(csv.reader(["a\tb"], "excel-tab")), list(csv.reader(["1,2", "", "3"])), list(csv.reader(["1, 2"], skipinitialspace=True)), list(csv.reader(['1,"2"'], quoting=csv.QUOTE_NONNUMERIC)))
o = io.StringIO(); csv.writer(o, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(["a", 1]); csv.writer(o, delimiter="|", quoting=csv.QUOTE_MINIMAL, lineterminator="\n").writerow(["a|b", "c"]); print(o.getvalue())
r = csv.DictReader(io.StringIO("1,2\n3,4,5\n"), fieldnames=["a", "b"]); print(r.fieldnames, list(r)); q = csv.reader(["a,b", "c"]); next(q); print(q.line_num)
try:
    csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1})
except ValueError as e:
    print(e)
try:
    list(csv.reader(['"unclosed'], strict=True))
except csv.Error as e:
    print(e)
print(sorted(csv.list_dialects()))
