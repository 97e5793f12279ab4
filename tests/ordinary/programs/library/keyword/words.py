import keyword, token
print(keyword.kwlist, keyword.iskeyword("for"), keyword.iskeyword("x"), keyword.issoftkeyword("match"), keyword.softkwlist)
