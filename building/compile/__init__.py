"""The C compiler's work: csrc/ becomes the native files of the package."""
