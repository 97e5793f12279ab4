import warnings
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning); warnings.warn(UserWarning("three"))
    print([(str(w.message), w.category.__name__) for w in got])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("raised", RuntimeWarning)
    except RuntimeWarning as e:
        print(repr(e))
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="skip")
    warnings.warn("skip this")
class My(UserWarning): pass
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always", My); warnings.warn("m", My, stacklevel=2); print(got[0].category is My, issubclass(My, Warning))
