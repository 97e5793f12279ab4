"""VMs in this process, through the extension module ``pkhost._engine`` (csrc/engine).

``binding.py`` alone imports the extension; the rest reaches ``ffi`` and ``lib``
through it.  No C object leaves this package.
"""
