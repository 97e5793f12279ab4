# Identifiers and operators in other scripts, and half surrogates, as source.
# expect: ok
# stdout: done
for s in ['变量 = 1', 'é = 1', '😀 = 1', '“a”', 'x＝1', '١ = 1', '١', 'x = ٣', '\x7f', '\x80', '\x01', 'a\x00b', chr(0xdc80) + ' = 1', '"' + chr(0xd800) + '"', 'x = "' + chr(0xdfff), '#' + chr(0xd83d), chr(0xd83d), 'x' + chr(0xdc80)]:
    try:
        exec(s)  # attack
    except BaseException:
        pass
print('done')
