"""What runs scripts, and how the rest of pkhost talks to it.

The rest of pkhost sees what an engine does (``interface.py``), and what it is given
and gives back (``job.py``, ``outcome.py``, ``wakeup.py``): protocols, and plain data
of Python's.  It gets an engine from ``factory.py``, and the numbers that both sides
keep from ``constants.py``.

The VMs have one of two homes: this process, or processes of their own, which the
kernel confines (``isolation.py``).  Both are used through one extension module, so one
implementation serves both: ``extension/``.
"""
