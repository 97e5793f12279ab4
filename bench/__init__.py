"""Benchmarks: pkhost beside the stock PocketPy library and beside its peers, in one run.

``python -m bench`` measures and prints; docs/benchmarks.md says what and how, and has a table.

The modules: ``measuring`` (clocks and statistics), ``sections`` (what a result looks like),
``suite`` (the scripts), ``bare`` (the stock library), ``peers`` (other sandboxes); what is
measured is in ``stock_library``, ``tiny_script``, ``same_scripts``, ``interrupts`` and
``machines``; ``report`` shows it.
"""
