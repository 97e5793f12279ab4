# picoterm's text functions on odd texts.
# policy: open
# expect: ok|error|crashed
import picoterm
for s in ['', '\x1b', '\x1b[', '\x1b[31', '\x1b[31mx\x1b[0m', chr(0xd800), chr(0xdc80), 'é漢😀', '\0', 'x' * 10000]:
    for f in [picoterm.wcswidth, picoterm.split_ansi_escaped_string]:
        try:
            f(s)
        except BaseException:
            pass
for args in [('5', '%d', []), ('5', '%s', []), ('5', '%', []), ('', '%d', []), ('-', '%d', []), ('99999999999999999999', '%d', []), ('5 6', '%d %d', [1, 2]), ('5', '%d' * 1000, [])]:
    try:
        picoterm.sscanf(*args)  # attack
    except BaseException:
        pass
