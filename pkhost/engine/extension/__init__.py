"""VMs through the extension module ``pkhost._engine``: in this process (csrc/engine), and in
processes of their own (csrc/client).

``binding.py`` alone imports the extension; the rest reaches ``ffi`` and ``lib``
through it.  No C object leaves this package.
"""
