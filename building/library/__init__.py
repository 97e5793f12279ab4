"""The library that scripts of dialect "python" import from: which modules, from where."""
