import queue
q = queue.Queue(maxsize=2); q.put(1); q.put(2); print(q.full(), q.qsize(), q.get(), q.get(), q.empty())
try:
    q.get_nowait()
except queue.Empty as e:
    print("Empty", repr(e))
q.put("a"); q.put("b")
try:
    q.put_nowait("c")
except queue.Full:
    print("Full")
l = queue.LifoQueue(); [l.put(i) for i in range(3)]; print([l.get() for _ in range(3)])
p = queue.PriorityQueue()
for x in [(3, "c"), (1, "a"), (2, "b")]: p.put(x)
print([p.get() for _ in range(3)], p.empty()); s = queue.SimpleQueue(); s.put(5); print(s.get(), s.empty())
q.task_done(); q.get(block=False); q.get(); q.task_done()
try:
    q.get(timeout=0.001)
except queue.Empty:
    print("timed out")
