# Recursion with 60 locals a frame: the value stack ends before the recursion limit.
# expect: error
# error: RecursionError
def f(n):
    a = b = c = d = e = g = h = i = j = k = n
    l = m = o = p = q = r = s = t = u = v = n
    w = x = y = z = aa = bb = cc = dd = ee = ff = n
    gg = hh = ii = jj = kk = ll = mm = nn = oo = pp = n
    return f(n + 1) + a
f(0)  # attack
