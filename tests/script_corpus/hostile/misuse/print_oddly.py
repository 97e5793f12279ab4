# print with odd keywords.
# expect: ok
for kw in [{'sep': 5}, {'end': None}, {'flush': 'yes'}, {'file': 1}, {'sep': ''}, {'end': ''}]:
    try:
        print(**kw)  # attack
    except BaseException:
        pass
