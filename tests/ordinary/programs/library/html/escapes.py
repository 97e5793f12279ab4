import html
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&eacute;&#233;&amp;&nope;&#x41;"), html.escape("'", quote=False))
from urllib.parse import quote, unquote, urlencode, urlparse, parse_qs, urljoin, quote_plus
u = urlparse("https://user@site.org:80/path;p?q=1&r=a%20b#frag"); print(u.netloc, u.path, u.query, u.hostname, u.port, u.scheme, parse_qs(u.query), quote("a b/é?"), unquote("a%20b%C3%A9"), urlencode({"a": 1, "b": "x y"}), urljoin("http://a/b/c", "../d"), quote_plus("a b"), u.geturl())
