"""What runs scripts, and how the rest of pkhost talks to it.

The rest of pkhost sees what an engine does (``interface.py``), and what it is given
and gives back (``job.py``, ``outcome.py``, ``wakeup.py``): protocols, and plain data
of Python's.  It gets an engine from ``factory.py``, and the numbers that both sides
keep from ``constants.py``.

An engine is one home of PocketPy VMs.  There is one today: ``in_process/``, where
the VMs are in this process, behind cffi.
"""
